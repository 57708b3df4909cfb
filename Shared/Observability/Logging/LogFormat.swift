/// How a log line looks.
package enum LogFormat: String, Sendable, CaseIterable {
    /// For people: `2026-01-02T03:04:05.006Z info media: message key=value`.
    case text
    /// For collectors: one JSON object a line.
    case json
}
