/// Where a client's stream begins.
enum LiveStart: Sendable, Hashable {
    case now
    case after(LivePosition)
    /// The client has seen something, but what it says of it cannot be understood: it has to load afresh.
    case unknown

    /// From `Last-Event-ID`.
    init(_ lastEventID: String?) {
        guard let lastEventID, !lastEventID.isEmpty else {
            self = .now
            return
        }
        self = LivePosition(lastEventID).map { .after($0) } ?? .unknown
    }
}
