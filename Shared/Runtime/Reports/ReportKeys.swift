import Contracts

/// Every Redis key of what operators are shown. One hash tag, so that all of it is read at once, also from a cluster.
package enum ReportKeys {
    /// A sorted set: a service's replicas, by when they last reported.
    package static func replicas(_ service: ServiceName) -> String { "mn:{ops}:\(service.rawValue):replicas" }

    /// What a replica said last. It expires soon after the next should have come.
    package static func report(_ service: ServiceName, instance: String) -> String { "mn:{ops}:\(service.rawValue):report:\(instance)" }

    /// What is wrong, and since when.
    package static let alerts = "mn:{ops}:alerts"

    /// Held by the one gateway that judges.
    package static let judging = "mn:{ops}:judging"
}
