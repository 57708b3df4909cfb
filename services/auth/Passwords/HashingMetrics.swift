import Glibc
import Observability

/// How busy the hashing threads are, and what waits for them.
struct HashingMetrics: Sendable {
    private let wait: Histogram
    private let run: DurationSpread
    private let processor: Sum
    private let waiting: Gauge

    init(_ registry: MetricsRegistry, threads: Int) {
        wait = registry.histogram(
            "auth_hashing_wait_seconds", help: "From asking for a derivation to its thread.", buckets: Histogram.fineLatencyBuckets)
        run = DurationSpread(registry, "auth_hashing", help: "A derivation on its thread.")
        processor = registry.sum("auth_hashing_cpu_seconds_total", help: "Processor time of the hashing threads.")
        waiting = registry.gauge("auth_hashing_waiting", help: "Derivations that wait for a thread.")
        registry.gauge("auth_hashing_threads", help: "Derivations that may run at a time.").set(Double(threads))
    }

    func waits(_ count: Int) { waiting.set(Double(count)) }

    /// Runs `body` on the calling thread, and measures it.
    func measure(submitted: ContinuousClock.Instant, _ body: () -> Void) {
        let (started, used) = (ContinuousClock.now, Self.threadTime())
        wait.observe(started - submitted)
        body()
        run.observe(ContinuousClock.now - started)
        processor.add(Self.threadTime() - used)
    }

    private static func threadTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
