/// Which alert: the rule that it comes from, and what it is about.
package struct AlertKey: Hashable, Sendable, Codable {
    package let name: String
    package let severity: AlertRule.Severity
    /// Nil: the system as a whole.
    package let service: String?
    /// Nil: not a single replica's.
    package let instance: String?
    package let subject: String?
}
