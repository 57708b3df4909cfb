import Redis

struct RedisLiveHistory: LiveHistory {
    let client: RedisClient
    /// Streams are trimmed to no less than this.
    private static let leastKept = 10_000

    /// The oldest go first: while the last entry seen is there, none after it is gone. Who has seen none was there when the
    /// stream was empty; so short a stream has never been trimmed.
    func reaches(back position: StreamID, of source: LiveSource) async throws -> Bool {
        guard position > .zero else { return try await client.xlen(source.stream) < Self.leastKept }
        return try await !client.xrange(source.stream, from: position, to: position, count: 1).isEmpty
    }

    func entries(
        of source: LiveSource, after position: StreamID, through end: StreamID, count: Int
    ) async throws -> [StreamEntry] {
        guard position < end else { return [] }
        return try await client.xrange(source.stream, from: position.next, to: end, count: count)
    }
}
