import NIOCore

/// The subscriber's side of its link; all of this runs on the event loop.
extension RedisSubscriber: RedisLinkOwner {
    func add(
        _ listener: SubscriptionTable.Listener, _ channels: Set<String>,
        _ continuation: AsyncStream<RedisSubscriptionEvent>.Continuation
    ) {
        let action = state.withLock { state -> SubscriptionTable.AddAction? in
            guard !state.isClosed else { return nil }
            state.readers[listener] = SubscriptionReader(continuation)
            return state.table.added(listener, channels: channels)
        }
        guard let action else { return continuation.finish() }
        send("SUBSCRIBE", action.subscribe)
        if action.isSubscribed { tell([listener], .subscribed) }
    }

    /// As `subscribe`, into a stream that somebody else has, and ends by `remove`. On the loop only.
    func listen(
        to channels: Set<String>, _ continuation: AsyncStream<RedisSubscriptionEvent>.Continuation
    ) -> SubscriptionTable.Listener {
        let listener = makeListener()
        add(listener, channels, continuation)
        return listener
    }

    /// Returns whether it had been told that it is subscribed, and not of a loss since.
    @discardableResult
    func remove(_ listener: SubscriptionTable.Listener) -> Bool {
        let (wasSubscribed, orphans) = state.withLock { state in
            state.readers[listener] = nil
            return (state.table.isSubscribed(listener), state.table.removed(listener))
        }
        send("UNSUBSCRIBE", orphans)
        return wasSubscribed
    }

    func linkReady(_ channel: any Channel, isReconnect: Bool) {
        let channels = state.withLock { state in
            state.channel = channel
            state.silence.heard()
            return state.table.connected()
        }
        send("SUBSCRIBE", channels)
    }

    func linkReceived(_ replies: [RESPValue]) throws(RedisError) {
        for reply in replies {
            let action = state.withLock { state in
                state.silence.heard()
                return state.table.receivedReply(reply)
            }
            switch action {
            case .none: break
            case .tellSubscribed(let listeners): tell(listeners, .subscribed)
            case .deliver(let channel, let message, let listeners):
                tell(listeners, .message(channel: channel, message))
            case .unexpected: throw reply.unexpected("a message")
            }
        }
    }

    func linkWritabilityChanged(_ isWritable: Bool) {}

    func linkLost(_ error: RedisError) {
        let listeners = state.withLock { state in
            state.channel = nil
            return state.table.lost()
        }
        tell(listeners, .lost)
        linkFailed?()
    }

    func linkAttemptFailed() { linkFailed?() }

    func linkKeepAlive(now: NIODeadline) -> Bool {
        switch state.withLock({ $0.silence.intervalPassed() }) {
        case .none: return true
        case .dead: return false
        case .ping:
            write(.ping)
            return true
        }
    }

    private func tell(_ listeners: [SubscriptionTable.Listener], _ event: RedisSubscriptionEvent) {
        // Yielding under the lock is safe: it only queues, and a reader's end comes back over the loop.
        state.withLock { state in
            for listener in listeners { state.readers[listener]?.yield(event) }
        }
    }

    private func send(_ command: String, _ channels: [String]) {
        if !channels.isEmpty { write(RedisCommand(command, arguments: channels)) }
    }

    private func write(_ command: RedisCommand) {
        guard let channel = state.withLock(\.channel) else { return }
        let bytes = command.withEncoded { ByteBuffer(bytes: $0) }
        channel.writeAndFlush(bytes, promise: nil)
    }
}
