/// One question about something the process depends on.
package struct HealthCheck: Sendable {
    package let name: String
    /// Whether the process can serve at all without it.
    package let isCritical: Bool
    /// After this `run` is cancelled and the check counts as unhealthy.
    package let timeout: Duration
    package let run: @Sendable () async -> HealthStatus

    package init(
        _ name: String, isCritical: Bool, timeout: Duration = .seconds(5),
        run: @escaping @Sendable () async -> HealthStatus
    ) {
        self.name = name
        self.isCritical = isCritical
        self.timeout = timeout
        self.run = run
    }
}
