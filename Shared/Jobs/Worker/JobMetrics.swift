import Observability

struct JobMetrics: Sendable {
    private let outcomes: [JobEnd.Kind: Counter]
    private let run: DurationSpread
    private let wait: Histogram
    private let claimed: Counter
    private let redelivered: Counter
    private let leasesLost: Counter
    /// Upper bounds in seconds: a scan may run for an hour, and a thumbnail wait for one. Five steps to a power of ten (R5 of ISO 3).
    private static let buckets: [Double] =
        Histogram.steps([1, 1.6, 2.5, 4, 6.3], of: [0.001, 0.01, 0.1, 1, 10, 100]) + [1000, 3600]

    init(_ registry: MetricsRegistry, type: String, concurrency: Int) {
        registry.gauge("jobs_concurrency", help: "Jobs that this process runs at a time.", labels: ["type": type]).set(Double(concurrency))
        func outcome(_ name: String) -> Counter {
            registry.counter(
                "jobs_attempts_total", help: "Attempts at jobs, by how they ended.", labels: ["type": type, "outcome": name])
        }
        outcomes = [
            .completed: outcome("completed"), .failed: outcome("failed"), .retry: outcome("retried"), .back: outcome("handed_back"),
            .postponed: outcome("postponed"),
        ]
        run = DurationSpread(
            registry, "jobs_run", help: "Run time of completed attempts.", labels: ["type": type], buckets: Self.buckets)
        wait = registry.histogram(
            "jobs_wait_seconds", help: "From when a job could start until it did.", labels: ["type": type], buckets: Self.buckets)
        claimed = registry.counter("jobs_claimed_total", help: "Jobs taken over from a dead worker.", labels: ["type": type])
        redelivered = registry.counter(
            "jobs_redelivered_total", help: "Jobs fetched again, because they or their ends were lost on the way.",
            labels: ["type": type])
        leasesLost = registry.counter(
            "jobs_leases_lost_total", help: "Attempts that had been taken over when they ended.", labels: ["type": type])
    }

    func fetchedAgain(fromAnother: Bool) { (fromAnother ? claimed : redelivered).increment() }

    func ended(_ kind: JobEnd.Kind) { outcomes[kind]?.increment() }

    func completed(after duration: Duration) { run.observe(duration) }

    func waited(_ duration: Duration) { wait.observe(duration) }

    func lost(_ count: Int) {
        if count > 0 { leasesLost.increment(by: UInt64(count)) }
    }
}
