import Logging
import Redis
import Resilience

/// Lets every process see every entry of a stream from now on: no group, no acknowledgement.
package struct StreamTail: Sendable {
    package enum Signal: Sendable {
        /// Everything up to here may have been missed: load the state afresh. Comes first, and after a loss.
        case fresh(StreamID)
        /// The next ones, in order.
        case entries([StreamEntry])
    }

    let stream: String
    let client: RedisClient
    let blocking: RedisClient
    let logger: Logger

    /// - Parameter blocking: a connection of its own, which waits for entries.
    package init(stream: String, client: RedisClient, blocking: RedisClient, logger: Logger) {
        self.stream = stream
        self.client = client
        self.blocking = blocking
        self.logger = logger
    }

    /// Calls `receive` for each signal in order, until the task is cancelled.
    package func run(_ receive: @Sendable (Signal) async -> Void) async {
        var position: StreamID?
        var wasInterrupted = false
        var backoff = Backoff(base: .milliseconds(50), maximum: .milliseconds(500))
        while !Task.isCancelled {
            do {
                guard let from = position else {
                    let newest = try await newest()
                    position = newest
                    await receive(.fresh(newest))
                    continue
                }
                if wasInterrupted, try await !isThere(from) {
                    (position, wasInterrupted) = (nil, false)
                    continue
                }
                wasInterrupted = false
                position = try await read(after: from, receive)
                backoff.reset()
            } catch {
                guard !Task.isCancelled else { return }
                wasInterrupted = true
                logger.debug("tailing failed", metadata: ["stream": "\(stream)", "error": "\(error)"])
                await pause(backoff.next())
            }
        }
    }

    /// The stream outlives a lost connection, so reading goes on where it stopped: nothing is missed in between, unless
    /// the stream was trimmed past that point or is not the same any more.
    private func read(after position: StreamID, _ receive: @Sendable (Signal) async -> Void) async throws -> StreamID? {
        let entries =
            try await blocking.xread([(stream, position)], count: 500, block: .seconds(1)).first?.entries ?? []
        guard let last = entries.last else { return try await newest() < position ? nil : position }
        await receive(.entries(entries))
        return last.id
    }

    /// Trimming removes the oldest: while the last entry seen is there, none after it is gone.
    private func isThere(_ position: StreamID) async throws -> Bool {
        try await !client.xrange(stream, from: position, to: position, count: 1).isEmpty
    }

    private func newest() async throws -> StreamID {
        try await client.xrange(stream, count: 1, reversed: true).first?.id ?? .zero
    }
}
