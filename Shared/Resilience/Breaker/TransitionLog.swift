import DequeModule

/// When a breaker changed its mode, and the last few times that it did.
struct TransitionLog: Sendable {
    static let kept = 20

    private(set) var since: ContinuousClock.Instant
    private(set) var latest: Deque<BreakerTransition> = []

    init(since: ContinuousClock.Instant) {
        self.since = since
    }

    /// How many there ever were.
    var count: Int { latest.last?.number ?? 0 }

    mutating func append(from: BreakerMode, to: BreakerMode, reason: BreakerReason, at now: ContinuousClock.Instant) {
        since = now
        latest.append(BreakerTransition(number: count + 1, from: from, to: to, reason: reason, at: now))
        if latest.count > Self.kept { latest.removeFirst() }
    }
}
