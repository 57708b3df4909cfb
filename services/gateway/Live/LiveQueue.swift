import Redis

/// What one client has yet to be sent. Bounded: a client that does not take it in time is given up, and nobody waits for it.
struct LiveQueue: Sendable {
    enum Item: Sendable, Equatable {
        case entry(LiveSource, StreamID, LiveEvent)
        /// Something may have been missed; from here on it goes on.
        case reset(LivePosition)
    }

    private let limits: LiveLimits
    private var items: [Item] = []
    private var bytes = 0

    init(_ limits: LiveLimits) { self.limits = limits }

    var isEmpty: Bool { items.isEmpty }

    /// False when there is no room for it.
    mutating func add(_ source: LiveSource, _ id: StreamID, _ event: LiveEvent) -> Bool {
        guard items.count < limits.bufferedEvents, bytes + event.data.count <= limits.bufferedBytes else { return false }
        items.append(.entry(source, id, event))
        bytes += event.data.count
        return true
    }

    /// What came before it does not matter any more.
    mutating func reset(_ position: LivePosition) {
        items = [.reset(position)]
        bytes = 0
    }

    /// Everything, in order.
    mutating func takeAll() -> [Item] {
        defer {
            items = []
            bytes = 0
        }
        return items
    }
}
