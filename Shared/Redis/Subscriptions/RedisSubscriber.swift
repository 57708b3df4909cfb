import Logging
import NIOCore
import Synchronization

/// One connection for subscriptions. After a loss it reconnects and subscribes again by itself; readers are told. In a cluster it is
/// one to each node at which something is subscribed to.
package final class RedisSubscriber: Sendable {
    struct State: Sendable {
        var table = SubscriptionTable()
        var silence = SilenceWatch()
        var readers: [SubscriptionTable.Listener: SubscriptionReader] = [:]
        var channel: (any Channel)?
        var isClosed = false
        var nextListener: SubscriptionTable.Listener = 0
    }

    let eventLoop: any EventLoop
    let logger: Logger
    let state = Mutex(State())
    private let link: RedisLink
    private let cluster: ClusterSubscriber?
    /// Told when the connection is lost, or could not be made.
    let linkFailed: (@Sendable () -> Void)?

    package convenience init(
        configuration: RedisConfiguration, name: String, eventLoopGroup: any EventLoopGroup, logger: Logger
    ) {
        self.init(
            configuration: configuration, name: name, eventLoop: eventLoopGroup.next(), logger: logger, persists: false)
    }

    /// `persists`: the very first connection is tried again like any later one.
    init(
        configuration: RedisConfiguration, name: String, eventLoop: any EventLoop, logger: Logger, persists: Bool,
        linkFailed: (@Sendable () -> Void)? = nil
    ) {
        self.eventLoop = eventLoop
        self.logger = logger
        self.linkFailed = linkFailed
        link = RedisLink(configuration: configuration, name: name, eventLoop: eventLoop, logger: logger, persists: persists)
        if case .cluster(let seeds) = configuration.topology {
            cluster = ClusterSubscriber(
                RedisCluster(configuration, seeds: seeds, name: name, eventLoop: eventLoop, logger: logger))
        } else {
            cluster = nil
        }
    }

    /// As `RedisClient.connect()`.
    package func connect() async throws(RedisError) {
        if let cluster { return try await cluster.connect() }
        do {
            try await link.connect(owner: self).get()
        } catch {
            throw .wrapping(error, as: .connectionFailed, "cannot connect")
        }
    }

    /// Listens to the channels until the stream's reader stops or this is closed, which ends the stream.
    ///
    /// Up to `buffer` events wait for a slow reader. What comes then is dropped, and `.subscribed` marks the gap.
    ///
    /// In a cluster the subscription is made at the node that owns `near`, by default the first channel's name taken for a key, so
    /// that its end is seen as a gap. It is to be a key of the publisher's, if that publishes by a script.
    package func subscribe(
        to channels: [String], near key: String? = nil, buffer: Int = 10_000
    ) -> AsyncStream<RedisSubscriptionEvent> {
        if let cluster { return cluster.subscribe(to: channels, near: key ?? channels.first ?? "", buffer: buffer) }
        let (stream, continuation) = AsyncStream.makeStream(
            of: RedisSubscriptionEvent.self, bufferingPolicy: .bufferingOldest(buffer))
        let listener = makeListener()
        // Everything that sends is done on the loop, so that commands leave in the order of the table's changes.
        eventLoop.execute { self.add(listener, Set(channels), continuation) }
        continuation.onTermination = { _ in self.eventLoop.execute { self.remove(listener) } }
        return stream
    }

    func makeListener() -> SubscriptionTable.Listener {
        state.withLock { state in
            state.nextListener += 1
            return state.nextListener
        }
    }

    /// Begins to connect, and goes on trying.
    func open() { _ = link.connect(owner: self) }

    /// Ends the connection, when nobody listens any more.
    func drop() { _ = link.close() }

    /// Ends all streams. Returns when the connection is closed.
    package func close() async {
        if let cluster { return await cluster.close() }
        let readers = state.withLock { state in
            state.isClosed = true
            return state.readers.values.map(\.self)
        }
        for reader in readers { reader.continuation.finish() }
        // Closing has no outcome that would matter to anybody.
        try? await link.close().get()
    }
}
