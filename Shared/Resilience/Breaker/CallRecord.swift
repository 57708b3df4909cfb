/// What a closed breaker remembers of its calls: sums over the window, and how many of the latest failed in a row.
struct CallRecord: Sendable {
    private var window: RollingWindow<BreakerCounts>
    private var failuresInRow = 0

    init(policy: BreakerPolicy, now: ContinuousClock.Instant) {
        window = RollingWindow(span: policy.window, buckets: policy.buckets, now: now)
    }

    mutating func add(failed: Bool, isSlow: Bool, now: ContinuousClock.Instant) {
        window.add(BreakerCounts(calls: 1, failures: failed ? 1 : 0, slow: isSlow ? 1 : 0), now: now)
        failuresInRow = failed ? failuresInRow + 1 : 0
    }

    mutating func removeAll() {
        window.removeAll()
        failuresInRow = 0
    }

    mutating func counts(now: ContinuousClock.Instant) -> BreakerCounts {
        window.total(now: now)
    }

    /// Failures without a success since, those that have left the window not counted.
    ///
    /// The failures in a row are the newest calls of all. If some have left the window then so has everything before them, and
    /// the failures still in it are what is left of the row.
    mutating func consecutiveFailures(now: ContinuousClock.Instant) -> Int {
        min(failuresInRow, window.total(now: now).failures)
    }

    mutating func reasonToOpen(under policy: BreakerPolicy, now: ContinuousClock.Instant) -> BreakerReason? {
        if consecutiveFailures(now: now) >= policy.consecutiveFailures { return .consecutiveFailures }
        let counts = window.total(now: now)
        guard counts.calls >= policy.minimumCalls else { return nil }
        if counts.failureRatio >= policy.failureRatio { return .failureRatio }
        return counts.slowRatio >= policy.slowRatio ? .slowRatio : nil
    }
}
