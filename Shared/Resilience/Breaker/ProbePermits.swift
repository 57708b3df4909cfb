/// The probes of one half-open stay: a few at once, each with a time after which its place is given to another.
struct ProbePermits: Sendable {
    private var outstanding: [(number: Int, expiry: ContinuousClock.Instant)] = []
    private(set) var successes = 0

    var count: Int { outstanding.count }

    /// Whether there was a place for one more. Those that never told are dropped here, and only here: without a timer.
    mutating func admitted(_ number: Int, under policy: BreakerPolicy, now: ContinuousClock.Instant) -> Bool {
        outstanding.removeAll { $0.expiry <= now }
        guard outstanding.count < policy.concurrentProbes else { return false }
        outstanding.append((number, now + policy.probeTime))
        return true
    }

    /// Whether it still had its place, and so may be heard.
    mutating func ended(_ number: Int) -> Bool {
        guard let index = outstanding.firstIndex(where: { $0.number == number }) else { return false }
        outstanding.remove(at: index)
        return true
    }

    mutating func succeeded() {
        successes += 1
    }
}
