import Logging
import Observability
import Resilience

struct MailMetrics: Sendable {
    private let outcomes: [String: Counter]
    private let transitions: [BreakerMode: Counter]
    private let seconds: Histogram

    init(_ registry: MetricsRegistry) {
        outcomes = Dictionary(
            uniqueKeysWithValues: ["sent", "refused", "failed", "turned-away"].map { outcome in
                (
                    outcome,
                    registry.counter(
                        "mail_attempts_total", help: "Attempts to send a mail, by how they ended.", labels: ["outcome": outcome])
                )
            })
        transitions = Dictionary(
            uniqueKeysWithValues: [BreakerMode.closed, .open, .halfOpen].map { mode in
                let labels: KeyValuePairs<String, String> = ["service": "smtp", "to": mode.rawValue]
                return (mode, registry.counter("breaker_transitions_total", help: "Changes of a breaker's mode.", labels: labels))
            })
        seconds = registry.histogram("mail_send_seconds", help: "Time to hand over a mail that was taken.")
    }

    func sent(after duration: Duration) {
        ended("sent")
        seconds.observe(duration)
    }

    func ended(_ outcome: String) { outcomes[outcome]?.increment() }

    func changed(_ transition: BreakerTransition, _ logger: Logger) {
        transitions[transition.to]?.increment()
        logger.notice(
            "breaker",
            metadata: [
                "service": "smtp", "from": "\(transition.from.rawValue)", "to": "\(transition.to.rawValue)",
                "reason": "\(transition.reason.rawValue)",
            ])
    }

    func watch(_ breaker: CircuitBreaker, _ registry: MetricsRegistry) {
        registry.onCollect {
            let snapshot = breaker.snapshot()
            let level = snapshot.mode == .open ? 1 : snapshot.mode == .halfOpen ? 0.5 : 0
            return [
                .gauge("breaker_open", help: "1 while a breaker is open, 0.5 while it probes.", labels: ["service": "smtp"], level),
                .counter(
                    "breaker_rejected_total", help: "Requests turned away by a breaker.", labels: ["service": "smtp"],
                    Double(snapshot.rejectedTotal)),
            ]
        }
    }
}
