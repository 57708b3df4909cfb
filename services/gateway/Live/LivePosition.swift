import Redis

/// How far each stream has been seen. What `id:` and `Last-Event-ID` hold, opaque to clients:
/// `m1732608000000-0.p1732608000123-4.j0-0.w0-0`.
struct LivePosition: Hashable, Sendable, LosslessStringConvertible {
    private var ids: [LiveSource: StreamID] = [:]

    init() {}

    /// After every entry that will ever be.
    static let end = {
        var position = LivePosition()
        for source in LiveSource.allCases { position[source] = .maximum }
        return position
    }()

    /// Every source, once, in its order: a position that knows fewer cannot be gone on from.
    init?(_ description: String) {
        guard description.utf8.count <= 256 else { return nil }
        let parts = description.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == LiveSource.allCases.count else { return nil }
        for (part, source) in zip(parts, LiveSource.allCases) {
            guard part.first == source.rawValue, let id = StreamID(String(part.dropFirst())) else { return nil }
            ids[source] = id
        }
    }

    subscript(source: LiveSource) -> StreamID {
        get { ids[source] ?? .zero }
        set { ids[source] = newValue }
    }

    /// What either has seen.
    mutating func merge(_ other: LivePosition) {
        for source in LiveSource.allCases { self[source] = max(self[source], other[source]) }
    }

    var description: String {
        LiveSource.allCases.map { "\($0.rawValue)\(self[$0])" }.joined(separator: ".")
    }
}
