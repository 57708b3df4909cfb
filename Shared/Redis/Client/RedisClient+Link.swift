import NIOCore

/// The client's side of its link, and what it does on the event loop.
extension RedisClient: RedisLinkOwner {
    func linkReady(_ channel: any Channel, isReconnect: Bool) {
        state.withLock { state in
            state.channel = channel
            state.isTroubled = false
            state.reconnects += isReconnect ? 1 : 0
            state.queue.connected()
        }
        wake()
        linkChanged?(true)
    }

    func linkReceived(_ replies: [RESPValue]) throws(RedisError) {
        var actions: [CommandQueue<CommandCompletion>.ReplyAction] = []
        actions.reserveCapacity(replies.count)
        state.withLock { state in
            for reply in replies { actions.append(state.queue.receivedReply(reply)) }
        }
        // A master that became a replica is left, so that the next connection looks for the new one.
        if mayBeDemoted, replies.contains(where: { $0.error?.code == .server("READONLY") }) { link.drop() }
        // Outside the lock: whoever is resumed may send the next command at once.
        for action in actions {
            switch action {
            case .complete(let completion, let reply): completion.succeed(reply)
            case .completePipeline(let completion, let replies): completion.succeed(replies)
            case .none: break
            case .unexpected: throw RedisError(.protocolViolation, "a reply that was not asked for")
            }
        }
    }

    func linkWritabilityChanged(_ isWritable: Bool) {
        if state.withLock({ $0.queue.writabilityChanged(isWritable) }) { wake() }
    }

    func linkLost(_ error: RedisError) {
        let lost = state.withLock { state in
            state.channel = nil
            state.isTroubled = true
            return state.queue.connectionLost()
        }
        fail(lost, RedisError(.connectionLost, "the connection dropped before the reply", underlying: error))
        linkChanged?(false)
    }

    func linkAttemptFailed() {
        state.withLock { $0.isTroubled = true }
        linkChanged?(false)
    }

    func linkKeepAlive(now: NIODeadline) -> Bool {
        let grace = TimeAmount(configuration.keepAliveInterval)
        switch state.withLock({ $0.queue.keepAlive(now: now, grace: grace) }) {
        case .none: return true
        case .dead: return false
        case .ping:
            let slot = Slot(key: 0, deadline: now + commandTimeout, completion: .nobody)
            RedisCommand("PING").withEncoded { submit(slot, encoded: $0) }
            return true
        }
    }

    func wake() {
        let (action, channel) = state.withLock { ($0.queue.woken(), $0.channel) }
        if let batch = action.batch { channel?.writeAndFlush(batch, promise: nil) }
        if let deadline = action.timer { arm(deadline) }
    }

    private func arm(_ deadline: NIODeadline) {
        eventLoop.scheduleTask(deadline: deadline) {
            let action = self.state.withLock { $0.queue.deadlinePassed(now: .now()) }
            self.fail(action.expired, RedisError(.timedOut, "no reply before the deadline"))
            if let next = action.timer { self.arm(next) }
        }
    }
}
