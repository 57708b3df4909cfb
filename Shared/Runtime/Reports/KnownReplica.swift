import Contracts

/// A replica that has reported lately.
package struct KnownReplica: Sendable {
    package let service: ServiceName
    package let instance: String
    /// Nil: it has fallen silent.
    package var report: ReplicaReport?

    init(service: ServiceName, instance: String) {
        self.service = service
        self.instance = instance
    }
}
