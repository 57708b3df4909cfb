import Bus
import Contracts
import JSON
import Postgres
import Redis
import Resilience
import Synchronization

/// Where a service leaves the facts and jobs of a change, in the transaction of the change.
package final class Outbox: Sendable {
    /// The value of `stream` for facts; any other names a destination that the relay was given.
    package static let events = "events"

    package let service: ServiceName
    private let client: RedisClient
    let signal = WakeSignal()
    private let isRelaying = Mutex(false)

    package init(service: ServiceName, client: RedisClient) {
        self.service = service
        self.client = client
    }

    /// The insertion of one row. Returns its id.
    package static func row(stream: String, name: String, key: String, payload: [UInt8]) -> SQL {
        "INSERT INTO outbox (stream, name, key, payload) VALUES (\(stream), \(name), \(key), \(payload)) RETURNING id"
    }

    package static func row(_ event: some Event) throws -> SQL {
        row(stream: events, name: type(of: event).name, key: event.key, payload: try JSONEncoding.encode(event))
    }

    /// Tells the relay, in whichever replica it runs, that rows were committed. Lost wakes cost a tick of its timer.
    package func wake() {
        guard !isRelaying.withLock({ $0 }) else { return signal.raise() }
        client.submit([RedisCommand("PUBLISH", BusKeys.outboxWake(service), "")]) { _ in }
    }

    func setRelaying(_ value: Bool) { isRelaying.withLock { $0 = value } }
}
