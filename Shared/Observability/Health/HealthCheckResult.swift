/// A check's answer and how long it took.
package struct HealthCheckResult: Sendable {
    package let name: String
    package let isCritical: Bool
    package let status: HealthStatus
    package let duration: Duration

    package var durationMilliseconds: Double { duration / .milliseconds(1) }
}
