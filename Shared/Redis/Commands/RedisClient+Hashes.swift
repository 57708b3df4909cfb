extension RedisCommand {
    package static func hset(_ key: String, _ fields: [(String, any RedisArgument)]) -> RedisCommand {
        var command = RedisCommand("HSET", capacity: 256)
        command.append(key)
        for (name, value) in fields {
            command.append(name)
            value.append(to: &command)
        }
        return command
    }

    package static func hget(_ key: String, _ field: String) -> RedisCommand { RedisCommand("HGET", key, field) }
    package static func hgetall(_ key: String) -> RedisCommand { RedisCommand("HGETALL", key) }

    package static func hmget(_ key: String, _ fields: [String]) -> RedisCommand {
        RedisCommand("HMGET", arguments: [key] + fields)
    }

    package static func hincrby(_ key: String, _ field: String, _ amount: Int) -> RedisCommand {
        RedisCommand("HINCRBY", key, field, amount)
    }

    package static func hdel(_ key: String, _ fields: [String]) -> RedisCommand {
        RedisCommand("HDEL", arguments: [key] + fields)
    }
}

extension RedisClient {
    /// How many fields are new.
    @discardableResult
    package func hset(
        _ key: String, _ fields: [(String, any RedisArgument)], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        guard !fields.isEmpty else { return 0 }
        return try await send(.hset(key, fields), deadline: deadline).decodedInt()
    }

    package func hget(
        _ key: String, _ field: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [UInt8]? {
        try await send(.hget(key, field), deadline: deadline).decodedOptionalBytes()
    }

    /// In the order of the fields, `nil` for those that do not exist.
    package func hmget(
        _ key: String, _ fields: [String], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [[UInt8]?] {
        guard !fields.isEmpty else { return [] }
        return try await send(.hmget(key, fields), deadline: deadline).decodedOptionalByteStrings()
    }

    /// Empty when there is no such key.
    package func hgetall(
        _ key: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [String: [UInt8]] {
        let pairs = try await send(.hgetall(key), deadline: deadline).decodedPairs()
        var fields = [String: [UInt8]](minimumCapacity: pairs.count)
        for (name, value) in pairs { fields[name] = try value.decodedBytes() }
        return fields
    }

    /// The value after the increment.
    @discardableResult
    package func hincrby(
        _ key: String, _ field: String, _ amount: Int, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        try await send(.hincrby(key, field, amount), deadline: deadline).decodedInt()
    }

    /// How many of them existed.
    @discardableResult
    package func hdel(
        _ key: String, _ fields: [String], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        guard !fields.isEmpty else { return 0 }
        return try await send(.hdel(key, fields), deadline: deadline).decodedInt()
    }
}
