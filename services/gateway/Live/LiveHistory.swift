import Redis

/// What the streams still hold, for clients that were away.
protocol LiveHistory: Sendable {
    /// Whether everything after `position` is still there.
    func reaches(back position: StreamID, of source: LiveSource) async throws -> Bool

    /// The next entries after `position` and up to `end`, at most `count`.
    func entries(
        of source: LiveSource, after position: StreamID, through end: StreamID, count: Int
    ) async throws -> [StreamEntry]
}
