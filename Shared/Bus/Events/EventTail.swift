import Contracts
import Logging
import Redis

/// Lets every process see every event of a service from now on: no group, no acknowledgement.
package struct EventTail: Sendable {
    package enum Signal: Sendable {
        /// Everything before this may have been missed: load the state afresh. Comes first, and after a loss.
        case fresh
        case event(EventEnvelope)
    }

    private let source: ServiceName
    private let tail: StreamTail

    package init(source: ServiceName, client: RedisClient, blocking: RedisClient, logger: Logger) {
        self.source = source
        tail = StreamTail(stream: BusKeys.events(source), client: client, blocking: blocking, logger: logger)
    }

    /// Calls `receive` for each signal in order, until the task is cancelled.
    package func run(_ receive: @Sendable (Signal) async -> Void) async {
        await tail.run { signal in
            switch signal {
            case .fresh: await receive(.fresh)
            case .entries(let entries):
                for event in entries.compactMap({ EventEnvelope($0, of: source) }) { await receive(.event(event)) }
            }
        }
    }
}

extension EventEnvelope {
    /// The newest event of a service's stream; nil where there is none.
    package static func last(of service: ServiceName, client: RedisClient) async throws -> EventEnvelope? {
        try await client.xrange(BusKeys.events(service), count: 1, reversed: true).first.flatMap { EventEnvelope($0, of: service) }
    }

    /// Nil for an entry that is no event.
    package init?(_ entry: StreamEntry, of service: ServiceName) {
        guard let header = entry["h"], let body = entry["b"] else { return nil }
        self.init(service: service, header: header, body: body)
    }
}
