/// The answers of all checks, and what they add up to.
package struct HealthReport: Sendable {
    package let level: HealthLevel
    /// Microseconds since the Unix epoch.
    package let timestamp: Int64
    package let uptime: Duration
    package let checks: [HealthCheckResult]

    init(checks: [HealthCheckResult], timestamp: Int64, uptime: Duration) {
        self.checks = checks
        self.timestamp = timestamp
        self.uptime = uptime
        level = Self.overall(checks)
    }

    /// Only a critical check makes the whole unhealthy; anything else that is not well degrades it.
    private static func overall(_ checks: [HealthCheckResult]) -> HealthLevel {
        if checks.contains(where: { $0.isCritical && $0.status.level == .unhealthy }) { return .unhealthy }
        return checks.contains { $0.status.level != .healthy } ? .degraded : .healthy
    }
}
