import Contracts
import Observability

/// What `/ops/alerts` says.
struct AlertReport: Encodable {
    struct Item: Encodable {
        let name: String
        let severity: String
        let state: String
        let since: Timestamp
        let began: Timestamp
        let value: Double
        let threshold: Double
        let direction: String
        let unit: String
        let forSeconds: Double
        let service: String?
        let instance: String?
        let subject: String?
        let meaning: String
        let runbook: String
    }

    let items: [Item]
    /// Absent: nobody has judged yet.
    let judgedAt: Timestamp?
    let judgedBy: String?
    /// False: these are old, because no gateway judges.
    let isCurrent: Bool

    init(_ journal: AlertJournal?, rules: [AlertRule], state: TrackedAlert.State?, now: Duration, patience: Duration) {
        let wanted = (journal?.alerts ?? []).filter { state == nil || $0.state == state }
        items = wanted.compactMap { alert in
            rules.first { $0.name == alert.key.name && $0.severity == alert.key.severity }.map { Item(alert, $0) }
        }
        judgedAt = journal.map { Timestamp(milliseconds: $0.judgedAt) }
        judgedBy = journal?.judgedBy
        isCurrent = journal.map { now - .milliseconds($0.judgedAt) < patience } ?? false
    }
}

extension AlertReport.Item {
    init(_ alert: TrackedAlert, _ rule: AlertRule) {
        name = rule.name
        severity = rule.severity.rawValue
        state = alert.state.rawValue
        since = Timestamp(milliseconds: alert.since)
        began = Timestamp(milliseconds: alert.began)
        value = alert.value
        threshold = rule.threshold
        direction = rule.direction.rawValue
        unit = rule.unit.rawValue
        forSeconds = rule.patience / .seconds(1)
        (service, instance, subject) = (alert.key.service, alert.key.instance, alert.key.subject)
        meaning = rule.meaning
        runbook = "docs/runbook.md#\(rule.name.lowercased())"
    }
}
