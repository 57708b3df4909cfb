import Contracts

/// Every Redis key and channel of the bus, in one place. The hash tag in braces keeps what belongs to one stream in one
/// slot of a Redis Cluster, and is what the ACL of each service names.
package enum BusKeys {
    package static let responders = "responders"

    package static func requests(_ service: ServiceName) -> String { "mn:{\(service.rawValue)}:requests" }

    /// Requests that could not be handled: undecodable, or their handler killed its process again and again.
    package static func deadRequests(_ service: ServiceName) -> String { "mn:{\(service.rawValue)}:requests:dead" }

    /// Exists while a consumer of the request stream is alive.
    package static func alive(_ service: ServiceName, consumer: String) -> String {
        "mn:{\(service.rawValue)}:alive:\(consumer)"
    }

    /// Channel on which a caller says that it has given up.
    package static func cancellations(_ service: ServiceName) -> String { "mn:{\(service.rawValue)}:cancel" }

    package static func replies(instance: String) -> String { "mn:{replies:\(instance)}" }

    package static func events(_ service: ServiceName) -> String { "mn:{\(service.rawValue)}:events" }

    package static func deadEvents(_ service: ServiceName, group: String) -> String {
        "mn:{\(service.rawValue)}:events:dead:\(group)"
    }

    /// Held by the one consumer of a group that reads.
    package static func eventLease(_ service: ServiceName, group: String) -> String {
        "mn:{\(service.rawValue)}:lease:\(group)"
    }

    /// Channel on which a writer wakes the outbox relay of its service.
    package static func outboxWake(_ service: ServiceName) -> String { "mn:{\(service.rawValue)}:outbox" }
}
