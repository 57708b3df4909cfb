@testable import gateway

/// A token bucket as the textbook has it, in microseconds of a clock that begins at zero: what limits are measured against.
struct ExactBucket {
    let burst: Int
    let interval: Int
    /// When it is full again.
    private(set) var full = 0

    init(_ limit: RateLimit, burst: Int? = nil) {
        self.burst = burst ?? limit.burst
        interval = limit.interval
    }

    /// In microseconds of its rate, so that it is exact; below zero when more was charged than there was.
    func level(at now: Int) -> Int { burst * interval - max(0, full - now) }

    func hasToken(at now: Int) -> Bool { level(at: now) >= interval }

    /// Takes a token, whether or not there is one.
    mutating func charge(at now: Int, _ count: Int = 1) { full = max(full, now) + count * interval }

    mutating func take(_ wanted: Int, at now: Int) -> RateLimitGrant {
        let taken = min(wanted, max(0, level(at: now)) / interval)
        charge(at: now, taken)
        return RateLimitGrant(
            tokens: taken, reset: .microseconds(full - now),
            retryAfter: taken < wanted ? .microseconds(interval - level(at: now)) : nil)
    }
}
