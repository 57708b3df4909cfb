extension RedisClient {
    /// The entry's id; `nil` only when `createsStream` is false and there is no stream.
    @discardableResult
    package func xadd(
        _ stream: String, id: StreamID? = nil, trim: StreamTrim? = nil, createsStream: Bool = true,
        _ fields: [(String, any RedisArgument)], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> StreamID? {
        let command = RedisCommand.xadd(stream, id: id, trim: trim, createsStream: createsStream, fields)
        let reply = try await send(command, deadline: deadline)
        return reply.isNull ? nil : try reply.decodedStreamID()
    }

    /// How many of them were there.
    @discardableResult
    package func xdel(
        _ stream: String, _ ids: [StreamID], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        guard !ids.isEmpty else { return 0 }
        return try await send(.xdel(stream, ids), deadline: deadline).decodedInt()
    }

    /// 0 when there is no such stream.
    package func xlen(_ stream: String, deadline: ContinuousClock.Instant? = nil) async throws(RedisError) -> Int {
        try await send(.xlen(stream), deadline: deadline).decodedInt()
    }

    /// How many were dropped.
    @discardableResult
    package func xtrim(
        _ stream: String, _ trim: StreamTrim, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        try await send(.xtrim(stream, trim), deadline: deadline).decodedInt()
    }

    package func xrange(
        _ stream: String, from: StreamID = .zero, to: StreamID = .maximum, count: Int? = nil,
        reversed: Bool = false, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [StreamEntry] {
        let command = RedisCommand.xrange(stream, from: from, to: to, count: count, reversed: reversed)
        return try await send(command, deadline: deadline).decodedStreamEntries()
    }

    /// Waits on the server for at most `block`; the default deadline is the command timeout after that.
    package func xread(
        _ streams: [(stream: String, after: StreamID?)], count: Int? = nil, block: Duration? = nil,
        deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [(stream: String, entries: [StreamEntry])] {
        let command = RedisCommand.xread(streams, count: count, block: block)
        return try await send(command, deadline: deadline ?? patience(for: block)).decodedStreams()
    }

    func patience(for block: Duration?) -> ContinuousClock.Instant? {
        block.map { .now + $0 + configuration.commandTimeout }
    }
}
