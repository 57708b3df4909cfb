extension RedisCommand {
    package static func publish(_ message: some RedisArgument, to channel: String) -> RedisCommand {
        var command = RedisCommand("PUBLISH")
        command.append(channel)
        message.append(to: &command)
        return command
    }
}

extension RedisClient {
    /// How many subscribers of this server got it.
    @discardableResult
    package func publish(
        _ message: some RedisArgument, to channel: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        try await send(.publish(message, to: channel), deadline: deadline).decodedInt()
    }
}
