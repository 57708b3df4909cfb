import Contracts
import Redis

/// The writing end of a service's event stream.
package struct EventStream: Sendable {
    package let service: ServiceName

    package init(_ service: ServiceName) { self.service = service }

    package func append(_ event: EventEnvelope) -> RedisCommand {
        RedisCommand("XADD", BusKeys.events(service), "*", "h", event.header, "b", event.body)
    }
}
