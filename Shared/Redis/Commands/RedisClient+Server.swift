extension RedisCommand {
    package static var ping: RedisCommand { RedisCommand("PING") }
    package static var time: RedisCommand { RedisCommand("TIME") }

    package static func info(section: String? = nil) -> RedisCommand {
        section.map { RedisCommand("INFO", $0) } ?? RedisCommand("INFO")
    }
}

extension RedisClient {
    package func ping(deadline: ContinuousClock.Instant? = nil) async throws(RedisError) {
        guard try await send(.ping, deadline: deadline).string == "PONG" else {
            throw RedisError(.unexpectedReply, "PONG was expected")
        }
    }

    /// Every `name:value` line of the section, or of all default sections.
    package func info(
        section: String? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [String: String] {
        let text = try await send(.info(section: section), deadline: deadline).decodedString()
        var facts: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            facts[String(line[..<colon])] = String(line[line.index(after: colon)...])
        }
        return facts
    }

    /// The server's clock, as time since 1970, to the microsecond.
    package func time(deadline: ContinuousClock.Instant? = nil) async throws(RedisError) -> Duration {
        let reply = try await send(.time, deadline: deadline)
        guard let parts = reply.array, parts.count == 2, let seconds = parts[0].int, let fraction = parts[1].int else {
            throw reply.unexpected("a time")
        }
        return .seconds(seconds) + .microseconds(fraction)
    }
}
