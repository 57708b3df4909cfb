import Synchronization

/// Keeps callers away from a dependency that fails or is slow, so that they get an answer at once and it gets room to
/// recover. It owns no task and no timer: see `BreakerState` for when it changes its mode.
package final class CircuitBreaker: Sendable {
    package let name: String
    private let state: Mutex<BreakerState>
    private let onTransition: @Sendable (BreakerTransition) -> Void

    /// - Parameter onTransition: told of each change of mode by the caller that caused it, outside the lock, so it may ask the
    ///   breaker. Two changes close to each other may be told in either order: their numbers tell.
    package init(
        name: String, policy: BreakerPolicy = BreakerPolicy(), now: ContinuousClock.Instant = .now,
        onTransition: @escaping @Sendable (BreakerTransition) -> Void = { _ in }
    ) {
        self.name = name
        self.onTransition = onTransition
        state = Mutex(BreakerState(policy: policy, now: now))
    }

    package var mode: BreakerMode { state.withLock { $0.phase.mode } }

    package func snapshot(now: ContinuousClock.Instant = .now) -> BreakerSnapshot {
        state.withLock { $0.snapshot(now: now) }
    }

    /// Asks to make a call. The permit wants to be told how the call ended.
    /// - Throws: `BreakerOpen`, at once, if the call must not be made.
    package func admit(now: ContinuousClock.Instant = .now) throws(BreakerOpen) -> BreakerPermit {
        switch change({ $0.requested(now: now) }) {
        case .admit(let ticket): return BreakerPermit(of: self, ticket, admittedAt: now)
        case .reject(let retryAfter): throw BreakerOpen(name: name, retryAfter: retryAfter)
        }
    }

    func ended(_ ticket: BreakerState.Ticket, _ outcome: BreakerOutcome, after took: Duration, now: ContinuousClock.Instant) {
        change { $0.ended(ticket, outcome, after: took, now: now) }
    }

    /// Turns every call away for `time`, then probes; without a time, until it is told otherwise.
    package func open(for time: Duration? = nil, now: ContinuousClock.Instant = .now) {
        change { $0.open(for: time, now: now) }
    }

    /// Lets probes in now. What they tell decides, and after a failed one the breaker goes its own way again.
    package func halfOpen(now: ContinuousClock.Instant = .now) {
        change { $0.halfOpen(now: now) }
    }

    /// Lets every call in and forgets the failures seen so far.
    package func close(now: ContinuousClock.Instant = .now) {
        change { $0.close(now: now) }
    }

    /// No call changes the mode more than once, so the last transition is the only new one.
    private func change<Result: Sendable>(_ body: (inout BreakerState) -> Result) -> Result {
        let (result, transition) = state.withLock { state in
            let before = state.log.count
            let result = body(&state)
            return (result, state.log.count > before ? state.log.latest.last : nil)
        }
        if let transition { onTransition(transition) }
        return result
    }
}
