extension RedisCommand {
    package static func sadd(_ key: String, _ members: [String]) -> RedisCommand {
        RedisCommand("SADD", arguments: [key] + members)
    }

    package static func srem(_ key: String, _ members: [String]) -> RedisCommand {
        RedisCommand("SREM", arguments: [key] + members)
    }

    package static func smembers(_ key: String) -> RedisCommand { RedisCommand("SMEMBERS", key) }
    package static func scard(_ key: String) -> RedisCommand { RedisCommand("SCARD", key) }

    package static func sismember(_ key: String, _ member: String) -> RedisCommand {
        RedisCommand("SISMEMBER", key, member)
    }
}

extension RedisClient {
    /// How many of them are new.
    @discardableResult
    package func sadd(
        _ key: String, _ members: [String], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        guard !members.isEmpty else { return 0 }
        return try await send(.sadd(key, members), deadline: deadline).decodedInt()
    }

    /// How many of them were there.
    @discardableResult
    package func srem(
        _ key: String, _ members: [String], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        guard !members.isEmpty else { return 0 }
        return try await send(.srem(key, members), deadline: deadline).decodedInt()
    }

    package func smembers(
        _ key: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [String] {
        try await send(.smembers(key), deadline: deadline).decodedStrings()
    }

    package func scard(_ key: String, deadline: ContinuousClock.Instant? = nil) async throws(RedisError) -> Int {
        try await send(.scard(key), deadline: deadline).decodedInt()
    }

    package func sismember(
        _ key: String, _ member: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Bool {
        try await send(.sismember(key, member), deadline: deadline).decodedBool()
    }
}
