/// A bucket of tokens, one a retry. Each request puts in a share of one, time puts in a few, and all of it, what was taken
/// too, is forgotten after the window. Pure.
///
/// Over any window of whole buckets, retries are therefore at most the percentage of its requests plus the floor. Kept in
/// hundredths of a token, so that ten requests at ten percent make exactly one.
struct RetryTokens: Sendable {
    private static let token = 100
    private static let buckets = 10

    let percent: Int
    private let floor: Int
    private var window: RollingWindow<RetryCounts>
    private(set) var refusedTotal = 0

    init(percent: Int, perSecond: Int, window span: Duration, now: ContinuousClock.Instant) {
        precondition(percent >= 0 && perSecond >= 0 && span >= .seconds(1), "a budget is not below zero, its window not below a second")
        self.percent = percent
        floor = perSecond * Int(span.components.seconds) * Self.token
        window = RollingWindow(span: span, buckets: Self.buckets, now: now)
    }

    mutating func requested(now: ContinuousClock.Instant) {
        window.add(RetryCounts(requests: 1), now: now)
    }

    /// Whether there was a token, which is then gone.
    mutating func withdrawn(now: ContinuousClock.Instant) -> Bool {
        guard balance(now: now) > 0 else {
            refusedTotal += 1
            return false
        }
        window.add(RetryCounts(retries: 1), now: now)
        return true
    }

    /// Whole tokens.
    mutating func balance(now: ContinuousClock.Instant) -> Int {
        let counts = counts(now: now)
        return max(0, floor + percent * counts.requests - Self.token * counts.retries) / Self.token
    }

    mutating func counts(now: ContinuousClock.Instant) -> RetryCounts {
        window.total(now: now)
    }
}
