extension RedisClient {
    /// Waits on the server for at most `block`; the default deadline is the command timeout after that.
    /// A cancelled or timed-out reader may leave entries pending for its consumer that nobody has seen.
    package func xreadgroup(
        group: String, consumer: String, _ streams: [String], pendingAfter: StreamID? = nil, count: Int? = nil,
        block: Duration? = nil, noAcknowledge: Bool = false, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [(stream: String, entries: [StreamEntry])] {
        let command = RedisCommand.xreadgroup(
            group: group, consumer: consumer, streams, pendingAfter: pendingAfter, count: count, block: block,
            noAcknowledge: noAcknowledge)
        return try await send(command, deadline: deadline ?? patience(for: block)).decodedStreams()
    }

    /// How many of them were pending.
    @discardableResult
    package func xack(
        _ stream: String, group: String, _ ids: [StreamID], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        guard !ids.isEmpty else { return 0 }
        return try await send(.xack(stream, group: group, ids), deadline: deadline).decodedInt()
    }

    /// Whether it was created: `false` if the group exists.
    @discardableResult
    package func xgroupCreate(
        _ stream: String, group: String, after: StreamID? = .zero, createsStream: Bool = true,
        deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Bool {
        let command = RedisCommand.xgroupCreate(stream, group: group, after: after, createsStream: createsStream)
        do {
            _ = try await send(command, deadline: deadline)
            return true
        } catch let error where error.code == .server("BUSYGROUP") {
            return false
        }
    }

    /// Whether it existed.
    @discardableResult
    package func xgroupDestroy(
        _ stream: String, group: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Bool {
        try await send(.xgroupDestroy(stream, group: group), deadline: deadline).decodedBool()
    }

    /// How many entries were pending for it; they can no longer be claimed.
    @discardableResult
    package func xgroupDeleteConsumer(
        _ stream: String, group: String, consumer: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        let command = RedisCommand.xgroupDeleteConsumer(stream, group: group, consumer: consumer)
        return try await send(command, deadline: deadline).decodedInt()
    }
}
