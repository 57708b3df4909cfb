import Synchronization

/// What happened, in order, as several tasks tell it.
final class Log<Entry: Sendable>: Sendable {
    private let state = Mutex<[Entry]>([])

    var entries: [Entry] { state.withLock(\.self) }

    func append(_ entry: Entry) { state.withLock { $0.append(entry) } }
}
