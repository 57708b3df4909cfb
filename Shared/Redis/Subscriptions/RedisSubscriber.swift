import Logging
import NIOCore
import Synchronization

/// One connection for subscriptions. After a loss it reconnects and subscribes again by itself; readers are told.
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

    package init(
        configuration: RedisConfiguration, name: String, eventLoopGroup: any EventLoopGroup, logger: Logger
    ) {
        eventLoop = eventLoopGroup.next()
        self.logger = logger
        link = RedisLink(configuration: configuration, name: name, eventLoop: eventLoop, logger: logger)
    }

    /// As `RedisClient.connect()`.
    package func connect() async throws(RedisError) {
        do {
            try await link.connect(owner: self).get()
        } catch {
            throw .wrapping(error, as: .connectionFailed, "cannot connect")
        }
    }

    /// Listens to the channels until the stream's reader stops or this is closed, which ends the stream.
    ///
    /// Up to `buffer` events wait for a slow reader. What comes then is dropped, and `.subscribed` marks the gap.
    package func subscribe(to channels: [String], buffer: Int = 10_000) -> AsyncStream<RedisSubscriptionEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RedisSubscriptionEvent.self, bufferingPolicy: .bufferingOldest(buffer))
        let listener = state.withLock { state in
            state.nextListener += 1
            return state.nextListener
        }
        // Everything that sends is done on the loop, so that commands leave in the order of the table's changes.
        eventLoop.execute { self.add(listener, Set(channels), continuation) }
        continuation.onTermination = { _ in self.eventLoop.execute { self.remove(listener) } }
        return stream
    }

    /// Ends all streams. Returns when the connection is closed.
    package func close() async {
        let readers = state.withLock { state in
            state.isClosed = true
            return state.readers.values.map(\.self)
        }
        for reader in readers { reader.continuation.finish() }
        // Closing has no outcome that would matter to anybody.
        try? await link.close().get()
    }
}
