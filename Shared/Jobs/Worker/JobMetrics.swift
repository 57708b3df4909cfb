import Observability

struct JobMetrics: Sendable {
    private let outcomes: [String: Counter]
    private let seconds: Histogram
    let claimed: Counter

    init(_ registry: MetricsRegistry, type: String) {
        outcomes = Dictionary(
            uniqueKeysWithValues: ["completed", "failed", "retried"].map { outcome in
                let counter = registry.counter(
                    "jobs_attempts_total", help: "Attempts at jobs, by how they ended.", labels: ["type": type, "outcome": outcome])
                return (outcome, counter)
            })
        seconds = registry.histogram("jobs_run_seconds", help: "Run time of completed attempts.", labels: ["type": type])
        claimed = registry.counter("jobs_claimed_total", help: "Jobs taken over from a dead worker.", labels: ["type": type])
    }

    func completed(after duration: Duration) {
        outcomes["completed"]?.increment()
        seconds.observe(duration)
    }

    func failed() { outcomes["failed"]?.increment() }

    func retried() { outcomes["retried"]?.increment() }
}
