import Contracts
import Hummingbird
import NIOCore

/// One client's stream of events, from where it left off until its end.
struct LiveSession {
    let subscription: LiveSubscription
    let history: any LiveHistory
    let user: UserID
    let role: Role
    let start: LiveStart
    let metrics: LiveMetrics
    /// What the client has been sent, or has no business with.
    private var position = LivePosition()

    private var hub: LiveHub { subscription.hub }
    private var id: LiveClientID { subscription.id }

    init(
        _ subscription: LiveSubscription, history: any LiveHistory, user: UserID, role: Role, start: LiveStart, metrics: LiveMetrics
    ) {
        self.subscription = subscription
        self.history = history
        self.user = user
        self.role = role
        self.start = start
        self.metrics = metrics
        // Before the client hears that it is connected: what happens from then on must reach it.
        position = if case .after(let seen) = start { seen } else { subscription.hub.join(subscription.id) }
    }

    /// Returns when the stream has ended.
    /// - Throws: when the client cannot be written to, or the streams cannot be read: it will come again.
    mutating func run(_ writer: inout any ResponseBodyWriter) async throws {
        try await begin(&writer)
        while true {
            var text = EventStreamText()
            switch await hub.next(for: id) {
            case .send(let items): for item in items { add(item, to: &text) }
            case .heartbeat(let heads):
                position.merge(heads)
                text.heartbeat(position)
            case .end: return
            }
            try await write(text, &writer)
        }
    }

    private mutating func begin(_ writer: inout any ResponseBodyWriter) async throws {
        var text = EventStreamText()
        // Not all at the same time, when a gateway comes back that many had followed.
        let retry = hub.limits.retry * Double.random(in: 1...2)
        switch start {
        case .now:
            text.opening(retry: retry, position)
        case .after:
            text.opening(retry: retry, position)
            try await write(text, &writer)
            return try await catchUp(&writer)
        case .unknown:
            text.opening(retry: retry, position)
            text.reset(position)
        }
        try await write(text, &writer)
    }

    /// First what the streams hold, until nothing is left; then, while new entries wait in the queue, what came in between.
    /// That is how there is no gap. An entry that comes both ways is known by its id: that is how none is sent twice.
    private mutating func catchUp(_ writer: inout any ResponseBodyWriter) async throws {
        var replay = LiveReplay(history, for: user, role, after: position, limit: hub.limits.replayedEntries)
        guard try await send(&replay, through: .end, &writer) else { return try await startAfresh(&writer) }
        let heads = hub.join(id)
        guard try await send(&replay, through: heads, &writer) else { return try await startAfresh(&writer) }
        position = replay.position
        position.merge(heads)
    }

    /// False when something is lost.
    private func send(
        _ replay: inout LiveReplay, through end: LivePosition, _ writer: inout any ResponseBodyWriter
    ) async throws -> Bool {
        while hub.ending(of: id) == nil {
            switch try await replay.next(through: end) {
            case .events(let events):
                var text = EventStreamText()
                for (event, position) in events { text.event(event, position) }
                metrics.sent.increment(by: UInt64(events.count))
                try await write(text, &writer)
            case .done: return true
            case .lost: return false
            }
        }
        return true
    }

    private mutating func startAfresh(_ writer: inout any ResponseBodyWriter) async throws {
        position = hub.join(id)
        var text = EventStreamText()
        text.reset(position)
        try await write(text, &writer)
    }

    private mutating func add(_ item: LiveQueue.Item, to text: inout EventStreamText) {
        switch item {
        case .entry(let source, let id, let event):
            guard id > position[source] else { return }
            position[source] = id
            text.event(event, position)
            metrics.sent.increment()
        case .reset(let heads):
            position = heads
            text.reset(position)
        }
    }

    private func write(_ text: EventStreamText, _ writer: inout any ResponseBodyWriter) async throws {
        if !text.bytes.isEmpty { try await writer.write(ByteBuffer(bytes: text.bytes)) }
    }
}
