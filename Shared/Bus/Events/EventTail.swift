import Contracts
import Logging
import Redis
import Resilience

/// Lets every process see every event of a service from now on: no group, no acknowledgement.
package struct EventTail: Sendable {
    package enum Signal: Sendable {
        /// Everything before this may have been missed: load the state afresh. Comes first, and after a loss.
        case fresh
        case event(EventEnvelope)
    }

    let source: ServiceName
    let client: RedisClient
    let blocking: RedisClient
    let logger: Logger

    package init(source: ServiceName, client: RedisClient, blocking: RedisClient, logger: Logger) {
        self.source = source
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
                    position = try await newest()
                    await receive(.fresh)
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
                logger.debug("tailing events failed", metadata: ["source": "\(source.rawValue)", "error": "\(error)"])
                await pause(backoff.next())
            }
        }
    }

    /// The stream outlives a lost connection, so reading goes on where it stopped: nothing is missed in between, unless
    /// the stream was trimmed past that point or is not the same any more.
    private func read(after position: StreamID, _ receive: @Sendable (Signal) async -> Void) async throws -> StreamID? {
        let entries =
            try await blocking.xread(
                [(BusKeys.events(source), position)], count: 500, block: .seconds(1)
            ).first?.entries ?? []
        if entries.isEmpty { return try await newest() < position ? nil : position }
        for entry in entries {
            guard let header = entry["h"], let body = entry["b"],
                let event = EventEnvelope(service: source, header: header, body: body)
            else { continue }
            await receive(.event(event))
        }
        return entries.last?.id ?? position
    }

    /// Trimming removes the oldest: while the last entry seen is there, none after it is gone.
    private func isThere(_ position: StreamID) async throws -> Bool {
        try await !client.xrange(BusKeys.events(source), from: position, to: position, count: 1).isEmpty
    }

    private func newest() async throws -> StreamID {
        try await client.xrange(BusKeys.events(source), count: 1, reversed: true).first?.id ?? .zero
    }
}
