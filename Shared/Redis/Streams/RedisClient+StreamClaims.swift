extension RedisClient {
    package func xpending(
        _ stream: String, group: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> StreamPendingSummary {
        try StreamPendingSummary(await send(.xpending(stream, group: group), deadline: deadline))
    }

    /// The pending entries that have been idle for so long, by id.
    package func xpending(
        _ stream: String, group: String, idleFor idle: Duration, from: StreamID = .zero, to: StreamID = .maximum,
        count: Int, consumer: String? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [StreamPendingEntry] {
        let command = RedisCommand.xpending(
            stream, group: group, idleFor: idle, from: from, to: to, count: count, consumer: consumer)
        var entries: [StreamPendingEntry] = []
        for element in try await send(command, deadline: deadline).decodedArray() {
            entries.append(try StreamPendingEntry(element))
        }
        return entries
    }

    /// Those entries that this consumer has taken over.
    package func xclaim(
        _ stream: String, group: String, consumer: String, idleFor idle: Duration, _ ids: [StreamID],
        deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [StreamEntry] {
        guard !ids.isEmpty else { return [] }
        let command = RedisCommand.xclaim(stream, group: group, consumer: consumer, idleFor: idle, ids)
        return try await send(command, deadline: deadline).decodedStreamEntries()
    }

    package func xautoclaim(
        _ stream: String, group: String, consumer: String, idleFor idle: Duration, from: StreamID = .zero,
        count: Int? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> StreamClaim {
        let command = RedisCommand.xautoclaim(
            stream, group: group, consumer: consumer, idleFor: idle, from: from, count: count)
        return try StreamClaim(await send(command, deadline: deadline))
    }
}
