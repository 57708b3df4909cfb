import Contracts
import Observability
import Redis
import Synchronization
import TestSupport

@testable import gateway

/// Streams, and a hub that follows them some way behind.
final class LiveWorld: Sendable {
    let history = ListedHistory()
    let feed: LiveFeed
    let metrics = MetricsRegistry()
    private let last = Mutex<UInt64>(1_000)

    init(_ limits: LiveLimits = LiveLimits()) {
        feed = LiveFeed(limits, history: history, metrics: LiveMetrics(metrics))
        for source in LiveSource.allCases { feed.hub.follow(source, from: .zero) }
    }

    var hub: LiveHub { feed.hub }

    /// Puts an entry into a stream; the hub hears of it when it is handed on.
    @discardableResult
    func append(_ entry: (StreamID) throws -> StreamEntry, to source: LiveSource) rethrows -> StreamEntry {
        let id = last.withLock { last in
            last += 1
            return StreamID(milliseconds: last)
        }
        let entry = try entry(id)
        history.append(entry, to: source)
        return entry
    }

    func handOn(_ entry: StreamEntry, of source: LiveSource) throws {
        hub.receive([(entry.id, try LiveEvent(entry, of: source))], of: source)
    }

    @discardableResult
    func happen(_ media: MediaID = .make()) throws -> MediaID {
        try handOn(try append({ try .fact(MediaAdded.some(media), at: $0) }, to: .media), of: .media)
        return media
    }

    /// Lends it to `body` and ends all streams afterwards.
    func listening(_ client: ListeningClient, after lastEventID: String? = nil, _ body: () async throws -> Void) async throws {
        let feed = feed
        let task = Task { try await client.listen(feed, after: lastEventID) }
        defer { task.cancel() }
        try await body()
    }
}
