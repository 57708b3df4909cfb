/// The writing end of one subscription's stream; remembers when its reader was too slow.
struct SubscriptionReader: Sendable {
    let continuation: AsyncStream<RedisSubscriptionEvent>.Continuation
    private var hasGap = false

    init(_ continuation: AsyncStream<RedisSubscriptionEvent>.Continuation) {
        self.continuation = continuation
    }

    mutating func yield(_ event: RedisSubscriptionEvent) {
        if hasGap {
            guard case .enqueued = continuation.yield(.subscribed) else { return }
            hasGap = false
        }
        if case .dropped = continuation.yield(event) { hasGap = true }
    }
}
