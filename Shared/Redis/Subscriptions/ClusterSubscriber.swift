import NIOCore
import Synchronization

/// Subscriptions in a cluster. Each is made at the node that owns the slot of some key, and follows the slot.
///
/// A cluster hands every message to all of its nodes, so any would do, until one of them dies: what it had published and not yet
/// handed on is lost, and nobody at another node would know. Who listens where the publisher speaks loses the connection, and is
/// told of the gap.
final class ClusterSubscriber: Sendable {
    private struct Subscription: Sendable {
        let channels: Set<String>
        let slot: HashSlot
        let continuation: AsyncStream<RedisSubscriptionEvent>.Continuation
        /// Where it is made at the moment.
        var address: RedisAddress?
        var listener: SubscriptionTable.Listener = 0
    }
    private struct State: Sendable {
        var nodes: [RedisAddress: RedisSubscriber] = [:]
        var subscriptions: [Int: Subscription] = [:]
        var last = 0
        var isClosed = false
    }

    private let cluster: RedisCluster
    private let state = Mutex(State())

    init(_ cluster: RedisCluster) {
        self.cluster = cluster
    }

    func connect() async throws(RedisError) {
        try await cluster.readMap()
        cluster.watch { [weak self] in self?.mapChanged() }
    }

    func subscribe(to channels: [String], near key: String, buffer: Int) -> AsyncStream<RedisSubscriptionEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RedisSubscriptionEvent.self, bufferingPolicy: .bufferingOldest(buffer))
        let number = state.withLock { state -> Int? in
            guard !state.isClosed else { return nil }
            state.last += 1
            state.subscriptions[state.last] = Subscription(
                channels: Set(channels), slot: HashSlot(of: key), continuation: continuation)
            return state.last
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        // What changes subscriptions is done on the loop, like the nodes' own doings.
        cluster.eventLoop.execute { self.place(number) }
        continuation.onTermination = { _ in self.cluster.eventLoop.execute { self.end(number) } }
        return stream
    }

    func close() async {
        let (nodes, subscriptions) = state.withLock { state in
            state.isClosed = true
            defer { (state.nodes, state.subscriptions) = ([:], [:]) }
            return (state.nodes.values.map(\.self), state.subscriptions.values.map(\.self))
        }
        for subscription in subscriptions { subscription.continuation.finish() }
        for node in nodes { await node.close() }
        await cluster.close()
    }
}

/// All of this runs on the event loop.
extension ClusterSubscriber {
    private func mapChanged() {
        cluster.eventLoop.execute {
            for number in self.state.withLock({ $0.subscriptions.keys.sorted() }) { self.place(number) }
            self.closeUnused()
        }
    }

    /// Makes the subscription where it belongs now. Without an owner it stays where it is until there is one.
    private func place(_ number: Int) {
        guard let subscription = state.withLock({ $0.subscriptions[number] }), let address = cluster.owner(of: subscription.slot),
            address != subscription.address, let node = node(at: address)
        else { return }
        if leave(subscription) { subscription.continuation.yield(.lost) }
        let listener = node.listen(to: subscription.channels, subscription.continuation)
        state.withLock { state in
            state.subscriptions[number]?.address = address
            state.subscriptions[number]?.listener = listener
        }
    }

    private func end(_ number: Int) {
        guard let subscription = state.withLock({ $0.subscriptions.removeValue(forKey: number) }) else { return }
        _ = leave(subscription)
        closeUnused()
    }

    /// Returns whether something may be missed from now on that would have been heard there.
    private func leave(_ subscription: Subscription) -> Bool {
        guard let address = subscription.address, let node = state.withLock({ $0.nodes[address] }) else { return false }
        return node.remove(subscription.listener)
    }

    private func node(at address: RedisAddress) -> RedisSubscriber? {
        let (node, isNew) = state.withLock { state -> (RedisSubscriber?, Bool) in
            if state.isClosed { return (nil, false) }
            if let known = state.nodes[address] { return (known, false) }
            let node = RedisSubscriber(
                configuration: cluster.configuration(of: address), name: cluster.name, eventLoop: cluster.eventLoop,
                logger: cluster.logger, persists: true
            ) { [cluster] in cluster.doubt() }
            state.nodes[address] = node
            return (node, true)
        }
        if isNew { node?.open() }
        return node
    }

    private func closeUnused() {
        let unused = state.withLock { state in
            let used = Set(state.subscriptions.values.compactMap(\.address))
            let unused = state.nodes.filter { !used.contains($0.key) }
            for address in unused.keys { state.nodes[address] = nil }
            return unused.values
        }
        for node in unused { node.drop() }
    }
}
