import Redis
import Synchronization

@testable import gateway

/// Streams as lists, which can be trimmed.
final class ListedHistory: LiveHistory {
    private struct Stream {
        var entries: [StreamEntry] = []
        var trimmed = StreamID.zero
    }

    private let streams = Mutex<[LiveSource: Stream]>([:])

    func append(_ entry: StreamEntry, to source: LiveSource) { streams.withLock { $0[source, default: Stream()].entries.append(entry) } }

    /// Removes all but the newest.
    func trim(_ source: LiveSource, keep: Int) {
        streams.withLock { streams in
            var stream = streams[source] ?? Stream()
            let surplus = max(0, stream.entries.count - keep)
            if surplus > 0 { stream.trimmed = stream.entries[surplus - 1].id }
            stream.entries.removeFirst(surplus)
            streams[source] = stream
        }
    }

    func reaches(back position: StreamID, of source: LiveSource) -> Bool {
        streams.withLock { position >= $0[source]?.trimmed ?? .zero }
    }

    func entries(of source: LiveSource, after position: StreamID, through end: StreamID, count: Int) async -> [StreamEntry] {
        // As the network would: others go on meanwhile.
        await Task.yield()
        return streams.withLock { streams in
            Array((streams[source]?.entries ?? []).filter { $0.id > position && $0.id <= end }.prefix(count))
        }
    }
}
