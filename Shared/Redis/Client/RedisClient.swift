import Logging
import NIOCore
import Synchronization

/// One connection to Redis that all callers share: what they send at the same time leaves in one write. To a Redis Cluster it is
/// one connection to each master, and each command goes to the one that owns its keys: see `docs/scaling.md`.
///
/// A blocking command holds up everybody behind it, so blocking reads belong on a client of their own. SUBSCRIBE and
/// MONITOR do not fit at all: see ``RedisSubscriber``. Close the client before its event loop group.
package final class RedisClient: Sendable {
    struct State: ~Copyable, Sendable {
        var queue: CommandQueue<CommandCompletion>
        var channel: (any Channel)?
        var reconnects = 0
        var failures = 0
        /// The connection was lost, or could not be made, and is not back.
        var isTroubled = false
    }

    package let eventLoop: any EventLoop
    package let configuration: RedisConfiguration
    let link: RedisLink
    let state: Mutex<State>
    let commandTimeout: TimeAmount
    let nextKey = Atomic<UInt64>(1)
    /// The clients of the nodes, where this one speaks to a cluster: it has no connection of its own then.
    let cluster: RedisCluster?
    /// Whether an answer may come from a master that is one no longer.
    let mayBeDemoted: Bool
    /// Told when the connection is made, lost, or could not be made.
    let linkChanged: (@Sendable (_ isReady: Bool) -> Void)?

    /// `name` is what CLIENT LIST shows. Nothing is opened before `connect()`.
    package convenience init(
        configuration: RedisConfiguration, name: String, eventLoopGroup: any EventLoopGroup, logger: Logger
    ) {
        self.init(
            configuration: configuration, name: name, eventLoop: eventLoopGroup.next(), logger: logger, persists: false)
    }

    /// `persists`: the very first connection is tried again like any later one.
    init(
        configuration: RedisConfiguration, name: String, eventLoop: any EventLoop, logger: Logger, persists: Bool,
        linkChanged: (@Sendable (_ isReady: Bool) -> Void)? = nil
    ) {
        self.eventLoop = eventLoop
        self.configuration = configuration
        self.linkChanged = linkChanged
        commandTimeout = TimeAmount(configuration.commandTimeout)
        if case .cluster(let seeds) = configuration.topology {
            cluster = RedisCluster(configuration, seeds: seeds, name: name, eventLoop: eventLoop, logger: logger)
        } else {
            cluster = nil
        }
        if case .sentinel = configuration.topology { mayBeDemoted = true } else { mayBeDemoted = false }
        link = RedisLink(configuration: configuration, name: name, eventLoop: eventLoop, logger: logger, persists: persists)
        let limits = CommandQueue<CommandCompletion>.Limits(
            commands: configuration.maximumWaiting, bytes: configuration.maximumWaitingBytes)
        state = Mutex(State(queue: CommandQueue(limits: limits)))
    }

    /// Makes the first connection; from then on the client reconnects by itself until `close()`.
    ///
    /// Throws the server's error if it refuses the user or the database, `.connectionFailed` if it cannot be
    /// reached in time. It may then be called again.
    package func connect() async throws(RedisError) {
        if let cluster { return try await cluster.connect() }
        state.withLock { $0.queue.connecting() }
        do {
            try await link.connect(owner: self).get()
        } catch {
            let error = RedisError.wrapping(error, as: .connectionFailed, "cannot connect")
            fail(state.withLock { $0.queue.firstConnectionFailed() }, error)
            throw error
        }
    }

    /// Fails every waiting command with `.closed`, and every later one. Returns when the connection is closed.
    package func close() async {
        if let cluster { return await cluster.close() }
        fail(state.withLock { $0.queue.closed() }, RedisError(.closed))
        // Closing has no outcome that would matter to anybody.
        try? await link.close().get()
        state.withLock { $0.channel = nil }
    }

    package var statistics: RedisStatistics {
        if let cluster { return cluster.statistics }
        return state.withLock { state in
            RedisStatistics(
                isConnected: state.channel != nil, sent: state.queue.sent, waiting: state.queue.waiting,
                reconnects: state.reconnects, errorReplies: state.queue.errorReplies, failures: state.failures)
        }
    }

    /// Whether commands would be written at once.
    package var isConnected: Bool { cluster?.isConnected ?? state.withLock { $0.channel != nil } }

    /// Whether those about this key would be. It is made only where that matters.
    package func isConnected(for key: @autoclosure () -> String) -> Bool {
        guard let cluster else { return isConnected }
        return cluster.isConnected(for: key())
    }

    /// And about this other key.
    package func isConnected(for key: @autoclosure () -> String, and other: @autoclosure () -> String) -> Bool {
        guard let cluster else { return isConnected }
        return cluster.isConnected(for: key()) && cluster.isConnected(for: other())
    }

    func fail(_ completions: [CommandCompletion], _ error: RedisError) {
        guard !completions.isEmpty else { return }
        state.withLock { $0.failures += completions.count }
        for completion in completions { completion.fail(error) }
    }
}
