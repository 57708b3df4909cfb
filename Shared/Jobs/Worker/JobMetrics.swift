import Observability

struct JobMetrics: Sendable {
    private let outcomes: [JobEnd.Kind: Counter]
    private let run: Histogram
    private let wait: Histogram
    let claimed: Counter
    private let leasesLost: Counter

    init(_ registry: MetricsRegistry, type: String) {
        func outcome(_ name: String) -> Counter {
            registry.counter(
                "jobs_attempts_total", help: "Attempts at jobs, by how they ended.", labels: ["type": type, "outcome": name])
        }
        outcomes = [
            .completed: outcome("completed"), .failed: outcome("failed"), .retry: outcome("retried"), .back: outcome("handed_back"),
        ]
        run = registry.histogram("jobs_run_seconds", help: "Run time of completed attempts.", labels: ["type": type])
        wait = registry.histogram("jobs_wait_seconds", help: "From when a job could start until it did.", labels: ["type": type])
        claimed = registry.counter("jobs_claimed_total", help: "Jobs taken over from a dead worker.", labels: ["type": type])
        leasesLost = registry.counter(
            "jobs_leases_lost_total", help: "Attempts that had been taken over when they ended.", labels: ["type": type])
    }

    func ended(_ kind: JobEnd.Kind) { outcomes[kind]?.increment() }

    func completed(after duration: Duration) { run.observe(duration) }

    func waited(_ duration: Duration) { wait.observe(duration) }

    func lost(_ count: Int) {
        if count > 0 { leasesLost.increment(by: UInt64(count)) }
    }
}
