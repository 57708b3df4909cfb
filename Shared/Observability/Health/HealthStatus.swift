/// What a check found, and why when it is not well.
package struct HealthStatus: Sendable, Equatable {
    package let level: HealthLevel
    /// Shown to whoever may read the report: name the trouble, not addresses or secrets.
    package let detail: String?

    package init(_ level: HealthLevel, detail: String? = nil) {
        self.level = level
        self.detail = detail
    }

    package static let healthy = HealthStatus(.healthy)

    package static func degraded(_ detail: String) -> HealthStatus {
        HealthStatus(.degraded, detail: detail)
    }

    package static func unhealthy(_ detail: String) -> HealthStatus {
        HealthStatus(.unhealthy, detail: detail)
    }
}
