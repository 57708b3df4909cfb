import Observability
import Synchronization

/// What is wrong as this gateway knows it, for its metrics.
final class AlertBoard: Sendable {
    private struct State {
        var journal: AlertJournal?
        var figures: [ObservedFigure] = []
    }

    private let state = Mutex(State())

    init(_ metrics: MetricsRegistry, rules: [AlertRule]) {
        metrics.onCollect { [self] in samples(rules) }
    }

    /// - Parameter figures: of the system as a whole, where this gateway is the one that measures them.
    func show(_ journal: AlertJournal?, figures: [ObservedFigure] = []) {
        state.withLock { $0 = State(journal: journal, figures: figures) }
    }

    private func samples(_ rules: [AlertRule]) -> [MetricSample] {
        let (journal, figures) = state.withLock { ($0.journal, $0.figures) }
        let firing = Dictionary(
            (journal?.alerts ?? []).filter { $0.state == .firing }.map { ("\($0.key.name) \($0.key.severity.rawValue)", 1) },
            uniquingKeysWith: +)
        let active = rules.map { rule in
            MetricSample.gauge(
                "alerts_active", help: "Alerts that fire, by rule. Every gateway tells the same.",
                labels: ["alert": rule.name, "severity": rule.severity.rawValue],
                Double(firing["\(rule.name) \(rule.severity.rawValue)"] ?? 0))
        }
        let judged = MetricSample.gauge(
            "alerts_judged_timestamp_seconds", help: "When alerts were judged last, by Redis's clock.",
            Double(journal?.judgedAt ?? 0) / 1000)
        return active + [judged] + figures.compactMap { $0.measurement.gauge(service: $0.service) }
    }
}
