import Contracts

/// When a job will have ended, from the run times of its type and the slots of its workers.
///
/// With all c slots busy, a job starts after k = ahead + 1 − free slots others have ended. Ends of c busy slots come c/m apart on average, so
/// the wait has about the mean k·m/c and the variance k·v/c², m and v being mean and variance of a run time: the central limit theorem for
/// renewal processes (S. Ross, Introduction to Probability Models, 7.3). To that comes the job's own run, from the measured distribution.
/// The median of the sum is taken as wait + median, its 95th percentile as wait + √((1.645·σ)² + (q₉₅ − m)²) + m.
struct FinishEstimate: Sendable {
    let times: RunTimes
    let slots: Int
    /// How many of the slots are taken.
    let running: Int

    /// Milliseconds since 1970, as all of these.
    func estimate(ahead: Int, now: Int) -> JobStatus.Estimate? {
        guard slots > 0 else { return nil }
        let ends = Double(max(0, ahead + 1 - max(0, slots - running)))
        let wait = ends * times.mean / Double(slots)
        return estimate(wait: wait, variance: ends * times.variance / Double(slots * slots), now: now)
    }

    /// Of a delayed job, which is taken to start when it is due.
    func estimate(due: Int, now: Int) -> JobStatus.Estimate? {
        guard slots > 0 else { return nil }
        return estimate(wait: Double(max(0, due - now)), variance: 0, now: now)
    }

    func estimate(runningFor elapsed: Int, now: Int) -> JobStatus.Estimate? {
        guard times.total > 0 else { return nil }
        let elapsed = Double(max(0, elapsed))
        return finish(now, times.quantile(0.5, beyond: elapsed) - elapsed, times.quantile(0.95, beyond: elapsed) - elapsed)
    }

    private func estimate(wait: Double, variance: Double, now: Int) -> JobStatus.Estimate? {
        guard times.total > 0 else { return nil }
        let (mean, tail) = (times.mean, times.quantile(0.95))
        let spread = (1.645 * 1.645 * variance + (tail - mean) * (tail - mean)).squareRoot()
        return finish(now, wait + times.quantile(0.5), wait + mean + spread)
    }

    private func finish(_ now: Int, _ p50: Double, _ p95: Double) -> JobStatus.Estimate {
        func time(_ milliseconds: Double) -> Timestamp { Timestamp(milliseconds: Int64(now) + Int64(max(0, milliseconds).rounded())) }
        return JobStatus.Estimate(p50: time(p50), p95: time(max(p50, p95)))
    }
}
