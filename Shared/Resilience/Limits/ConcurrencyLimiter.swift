import Synchronization

/// Lets in as many calls as their latency shows to be good, and turns the others away at once, the lowest priority first:
/// a queue here would only add its own waiting to what is too slow already. See `BoundedConcurrency` for a known limit with a queue.
package final class ConcurrencyLimiter: Sendable {
    private let state: Mutex<LimiterState>

    package init(policy: AdaptiveLimitPolicy = AdaptiveLimitPolicy(), now: ContinuousClock.Instant = .now) {
        state = Mutex(LimiterState(policy: policy, now: now))
    }

    package var snapshot: LimiterSnapshot { state.withLock { $0.snapshot } }

    /// Asks for a place, which the permit holds until it is told that the call ended.
    /// - Throws: `ConcurrencyLimitReached`, at once, if there is none for this priority.
    package func admit(
        _ priority: RequestPriority, now: ContinuousClock.Instant = .now
    ) throws(ConcurrencyLimitReached) -> ConcurrencyPermit {
        guard state.withLock({ $0.requested(priority) }) else { throw ConcurrencyLimitReached() }
        return ConcurrencyPermit(of: self, admittedAt: now)
    }

    func ended(_ end: ConcurrencyPermit.End, now: ContinuousClock.Instant) {
        state.withLock { $0.ended(end, now: now) }
    }
}
