/// When SET writes.
package enum RedisSetCondition: String, Sendable {
    case ifAbsent = "NX"
    case ifPresent = "XX"
}

extension RedisCommand {
    package static func get(_ key: String) -> RedisCommand { RedisCommand("GET", key) }

    package static func set(
        _ key: String, _ value: some RedisArgument, expiresIn: Duration? = nil, condition: RedisSetCondition? = nil
    ) -> RedisCommand {
        var command = RedisCommand("SET")
        command.append(key)
        value.append(to: &command)
        if let expiresIn {
            command.append("PX")
            command.append(expiresIn.redisMilliseconds)
        }
        if let condition { command.append(condition.rawValue) }
        return command
    }

    package static func mget(_ keys: [String]) -> RedisCommand { RedisCommand("MGET", arguments: keys) }

    package static func incr(_ key: String, by amount: Int = 1) -> RedisCommand {
        RedisCommand("INCRBY", key, amount)
    }
}

extension RedisClient {
    /// `nil` when there is no such key.
    package func get(_ key: String, deadline: ContinuousClock.Instant? = nil) async throws(RedisError) -> [UInt8]? {
        try await send(.get(key), deadline: deadline).decodedOptionalBytes()
    }

    /// Whether it was set: `false` only when `condition` was not met. `expiresIn` is counted in whole milliseconds.
    @discardableResult
    package func set(
        _ key: String, _ value: some RedisArgument, expiresIn: Duration? = nil,
        condition: RedisSetCondition? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Bool {
        let command = RedisCommand.set(key, value, expiresIn: expiresIn, condition: condition)
        return try await !send(command, deadline: deadline).isNull
    }

    /// In the order of the keys, `nil` for those that do not exist.
    package func mget(
        _ keys: [String], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [[UInt8]?] {
        guard !keys.isEmpty else { return [] }
        return try await send(.mget(keys), deadline: deadline).decodedOptionalByteStrings()
    }

    /// The value after the increment.
    @discardableResult
    package func incr(
        _ key: String, by amount: Int = 1, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        try await send(.incr(key, by: amount), deadline: deadline).decodedInt()
    }
}
