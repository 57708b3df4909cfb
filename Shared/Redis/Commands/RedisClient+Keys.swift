/// How long a key has to live.
package enum RedisTimeToLive: Sendable, Equatable {
    case noKey
    case unlimited
    case expiresIn(Duration)
}

extension RedisCommand {
    package static func del(_ keys: [String]) -> RedisCommand { RedisCommand("DEL", arguments: keys) }
    package static func del(_ key: String) -> RedisCommand { RedisCommand("DEL", key) }
    package static func exists(_ keys: [String]) -> RedisCommand { RedisCommand("EXISTS", arguments: keys) }
    package static func pttl(_ key: String) -> RedisCommand { RedisCommand("PTTL", key) }

    package static func pexpire(_ key: String, in duration: Duration) -> RedisCommand {
        RedisCommand("PEXPIRE", key, duration.redisMilliseconds)
    }
}

extension RedisClient {
    /// How many of them existed.
    @discardableResult
    package func del(_ keys: [String], deadline: ContinuousClock.Instant? = nil) async throws(RedisError) -> Int {
        guard !keys.isEmpty else { return 0 }
        return try await send(.del(keys), deadline: deadline).decodedInt()
    }

    @discardableResult
    package func del(_ key: String, deadline: ContinuousClock.Instant? = nil) async throws(RedisError) -> Bool {
        try await send(.del(key), deadline: deadline).decodedBool()
    }

    package func exists(_ key: String, deadline: ContinuousClock.Instant? = nil) async throws(RedisError) -> Bool {
        try await send(.exists([key]), deadline: deadline).decodedBool()
    }

    /// `false` when there is no such key.
    @discardableResult
    package func pexpire(
        _ key: String, in duration: Duration, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Bool {
        try await send(.pexpire(key, in: duration), deadline: deadline).decodedBool()
    }

    package func pttl(
        _ key: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> RedisTimeToLive {
        switch try await send(.pttl(key), deadline: deadline).decodedInt() {
        case -2: .noKey
        case -1: .unlimited
        case let milliseconds: .expiresIn(.milliseconds(milliseconds))
        }
    }
}
