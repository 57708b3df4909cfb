import NIOCore

/// A node's client, as its cluster opens and retires it.
extension RedisClient {
    private static let retirement = TimeAmount.seconds(30)
    private static let look = TimeAmount.milliseconds(100)

    /// Begins to connect, and goes on trying. Commands wait for it.
    func open() {
        state.withLock { $0.queue.connecting() }
        // Whether it has come about is told by `linkChanged`.
        _ = link.connect(owner: self)
    }

    /// The node has nothing to say any more. What was not sent fails with `.notConnected`, what waits for a reply may still get it,
    /// and then the connection is closed.
    func retire() {
        fail(state.withLock { $0.queue.retired() }, RedisError(.notConnected, "the node has no slots any more"))
        closeWhenIdle(until: .now() + Self.retirement)
    }

    private func closeWhenIdle(until end: NIODeadline) {
        eventLoop.scheduleTask(in: Self.look) {
            if NIODeadline.now() < end, self.state.withLock({ $0.queue.waiting > 0 }) { return self.closeWhenIdle(until: end) }
            self.fail(self.state.withLock { $0.queue.closed() }, RedisError(.connectionLost, "the node went out of office"))
            _ = self.link.close()
            self.state.withLock { $0.channel = nil }
        }
    }
}
