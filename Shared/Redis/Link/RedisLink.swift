import Logging
import NIOCore
import Synchronization

/// Keeps one connection to the server: connects, logs in, and reconnects with backoff until it is closed.
/// The effects around `LinkState`.
final class RedisLink: Sendable {
    private struct Shared {
        var state: LinkState
        var owner: (any RedisLinkOwner)?
        var channel: (any Channel)?
        var waiters: [EventLoopPromise<Void>] = []
        var keepAlive: RepeatedTask?
        /// The master that the sentinels named last.
        var master: RedisAddress?

        mutating func takeWaiters() -> [EventLoopPromise<Void>] {
            defer { waiters = [] }
            return waiters
        }
    }

    let eventLoop: any EventLoop
    let logger: Logger
    private let connector: RedisConnector
    private let keepAliveInterval: TimeAmount
    private let shared: Mutex<Shared>

    init(
        configuration: RedisConfiguration, name: String, eventLoop: any EventLoop, logger: Logger, persists: Bool = false
    ) {
        self.eventLoop = eventLoop
        self.logger = logger
        connector = RedisConnector(configuration: configuration, name: name, eventLoop: eventLoop)
        keepAliveInterval = TimeAmount(configuration.keepAliveInterval)
        let backoff = ReconnectBackoff(
            minimum: TimeAmount(configuration.minimumBackoff), maximum: TimeAmount(configuration.maximumBackoff))
        shared = Mutex(Shared(state: LinkState(backoff: backoff, persists: persists)))
    }

    /// Succeeds once logged in. Fails if the very first attempt fails; the link is then as if it had not been asked.
    func connect(owner: any RedisLinkOwner) -> EventLoopFuture<Void> {
        let waiter = eventLoop.makePromise(of: Void.self)
        let action = shared.withLock { shared in
            let action = shared.state.connectRequested()
            if action == .connect { shared.owner = owner }
            if action == .connect || action == .join { shared.waiters.append(waiter) }
            return action
        }
        switch action {
        case .connect: eventLoop.execute { self.attempt() }
        case .join: break
        case .succeed: waiter.succeed()
        case .refuse: waiter.fail(RedisError(.closed))
        }
        return waiter.futureResult
    }

    /// Ends the link for good. The owner is told nothing more.
    func close() -> EventLoopFuture<Void> {
        let (channel, waiters, keepAlive) = shared.withLock { shared in
            shared.state.closeRequested()
            shared.owner = nil
            return (shared.channel, shared.takeWaiters(), shared.keepAlive.take())
        }
        keepAlive?.cancel()
        for waiter in waiters { waiter.fail(RedisError(.closed)) }
        guard let channel else { return eventLoop.makeSucceededVoidFuture() }
        channel.close(promise: nil)
        return channel.closeFuture
    }

    /// Drops the connection, if there is one; a new one is made as after any loss.
    func drop() {
        shared.withLock(\.channel)?.close(promise: nil)
    }
}

extension RedisLink {
    private func attempt() {
        connector.connect(for: self).whenComplete { result in
            switch result {
            case .success(let channel): self.established(channel)
            case .failure(let error):
                self.attemptFailed(.wrapping(error, as: .connectionFailed, "cannot connect"))
            }
        }
    }

    private func established(_ channel: any Channel) {
        let (action, owner, waiters) = shared.withLock { shared in
            let action = shared.state.established(now: .now())
            if action != .closeChannel { shared.channel = channel }
            return (action, shared.owner, shared.takeWaiters())
        }
        guard case .announce(let isReconnect) = action else { return channel.close(promise: nil) }
        logger.debug("Redis connected", metadata: ["redis.reconnect": "\(isReconnect)"])
        startKeepAlive()
        owner?.linkReady(channel, isReconnect: isReconnect)
        for waiter in waiters { waiter.succeed() }
    }

    private func attemptFailed(_ error: RedisError) {
        let (action, owner) = shared.withLock { ($0.state.attemptFailed(jitter: .random(in: 0..<1)), $0.owner) }
        if action == .giveUp { giveUp(error) } else { owner?.linkAttemptFailed() }
        follow(action, after: error)
    }

    private func giveUp(_ error: RedisError) {
        let waiters = shared.withLock { shared in
            shared.owner = nil
            return shared.takeWaiters()
        }
        for waiter in waiters { waiter.fail(error) }
    }

    private func follow(_ action: LinkState.FailureAction, after error: RedisError) {
        guard case .reconnect(let pause) = action else { return }
        logger.warning(
            "Redis is not reachable, reconnecting",
            metadata: ["error": "\(error)", "redis.pause_ms": "\(pause.nanoseconds / 1_000_000)"])
        eventLoop.scheduleTask(in: pause) {
            if self.shared.withLock({ $0.state.backoffElapsed() }) == .connect { self.attempt() }
        }
    }

    private func startKeepAlive() {
        let task = eventLoop.scheduleRepeatedTask(initialDelay: keepAliveInterval, delay: keepAliveInterval) { _ in
            guard let owner = self.shared.withLock(\.owner) else { return }
            if !owner.linkKeepAlive(now: .now()) { self.drop() }
            self.checkMaster()
        }
        shared.withLock { $0.keepAlive = task }
    }
}

/// Where sentinels say who the master is.
extension RedisLink {
    func found(_ master: RedisAddress) { shared.withLock { $0.master = master } }

    /// A master that was cut off from the sentinels does not know that it was replaced, and accepts what will be lost.
    private func checkMaster() {
        connector.master()?.whenSuccess { master in
            let isReplaced = self.shared.withLock { shared in shared.channel != nil && shared.master != master }
            guard isReplaced else { return }
            self.logger.warning("Redis has another master, reconnecting", metadata: ["redis.master": "\(master)"])
            self.drop()
        }
    }
}

/// What the channel's handler tells, on the event loop.
extension RedisLink {
    func received(_ replies: [RESPValue]) throws(RedisError) {
        try shared.withLock(\.owner)?.linkReceived(replies)
    }

    func writabilityChanged(_ isWritable: Bool) {
        shared.withLock(\.owner)?.linkWritabilityChanged(isWritable)
    }

    /// Of no effect for a channel that never became the link's.
    func channelClosed(_ channel: any Channel, _ error: RedisError) {
        let lost = shared.withLock { shared -> (LinkState.FailureAction, (any RedisLinkOwner)?, RepeatedTask?)? in
            guard shared.channel === channel else { return nil }
            shared.channel = nil
            let action = shared.state.lost(now: .now(), jitter: .random(in: 0..<1))
            return (action, shared.owner, shared.keepAlive.take())
        }
        guard let (action, owner, keepAlive) = lost else { return }
        keepAlive?.cancel()
        owner?.linkLost(error)
        follow(action, after: error)
    }
}
