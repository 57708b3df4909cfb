import Logging
import NIOCore
import Synchronization

/// One connection to Redis that all callers share: what they send at the same time leaves in one write.
///
/// A blocking command holds up everybody behind it, so blocking reads belong on a client of their own. SUBSCRIBE and
/// MONITOR do not fit at all: see ``RedisSubscriber``. Close the client before its event loop group.
package final class RedisClient: Sendable {
    struct State: ~Copyable, Sendable {
        var queue: CommandQueue<CommandCompletion>
        var channel: (any Channel)?
        var reconnects = 0
        var failures = 0
    }

    package let eventLoop: any EventLoop
    package let configuration: RedisConfiguration
    let link: RedisLink
    let state: Mutex<State>
    let commandTimeout: TimeAmount
    let nextKey = Atomic<UInt64>(1)

    /// `name` is what CLIENT LIST shows. Nothing is opened before `connect()`.
    package init(
        configuration: RedisConfiguration, name: String, eventLoopGroup: any EventLoopGroup, logger: Logger
    ) {
        eventLoop = eventLoopGroup.next()
        self.configuration = configuration
        commandTimeout = TimeAmount(configuration.commandTimeout)
        link = RedisLink(configuration: configuration, name: name, eventLoop: eventLoop, logger: logger)
        let limits = CommandQueue<CommandCompletion>.Limits(
            commands: configuration.maximumWaiting, bytes: configuration.maximumWaitingBytes)
        state = Mutex(State(queue: CommandQueue(limits: limits)))
    }

    /// Makes the first connection; from then on the client reconnects by itself until `close()`.
    ///
    /// Throws the server's error if it refuses the user or the database, `.connectionFailed` if it cannot be
    /// reached in time. It may then be called again.
    package func connect() async throws(RedisError) {
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
        fail(state.withLock { $0.queue.closed() }, RedisError(.closed))
        // Closing has no outcome that would matter to anybody.
        try? await link.close().get()
        state.withLock { $0.channel = nil }
    }

    package var statistics: RedisStatistics {
        state.withLock { state in
            RedisStatistics(
                isConnected: state.channel != nil, sent: state.queue.sent, waiting: state.queue.waiting,
                reconnects: state.reconnects, errorReplies: state.queue.errorReplies, failures: state.failures)
        }
    }

    /// Whether commands would be written at once.
    package var isConnected: Bool { state.withLock { $0.channel != nil } }

    func fail(_ completions: [CommandCompletion], _ error: RedisError) {
        guard !completions.isEmpty else { return }
        state.withLock { $0.failures += completions.count }
        for completion in completions { completion.fail(error) }
    }
}
