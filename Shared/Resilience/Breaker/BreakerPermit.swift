import Synchronization

/// A call that a breaker let in. It is told once how the call ended; what is said after that has no effect. Let go of
/// without a word, it counts as `ignored`, so a lost call keeps no probe's place.
///
/// A class and not a non-copyable value: who streams an answer has to keep it in an escaping closure.
package final class BreakerPermit: Sendable {
    private let breaker: CircuitBreaker
    private let ticket: BreakerState.Ticket
    private let admittedAt: ContinuousClock.Instant
    private let isSettled = Atomic(false)

    init(of breaker: CircuitBreaker, _ ticket: BreakerState.Ticket, admittedAt: ContinuousClock.Instant) {
        self.breaker = breaker
        self.ticket = ticket
        self.admittedAt = admittedAt
    }

    deinit {
        ignored()
    }

    /// - Parameter took: how long the call took; by default, the time since it was let in.
    package func succeeded(after took: Duration? = nil, now: ContinuousClock.Instant = .now) {
        ended(.succeeded, after: took, now: now)
    }

    package func failed(after took: Duration? = nil, now: ContinuousClock.Instant = .now) {
        ended(.failed, after: took, now: now)
    }

    /// The call told nothing: it was cancelled, or never made.
    package func ignored() {
        // No time matters to it, so no clock is read.
        ended(.ignored, now: admittedAt)
    }

    package func ended(_ outcome: BreakerOutcome, after took: Duration? = nil, now: ContinuousClock.Instant = .now) {
        guard !isSettled.exchange(true, ordering: .relaxed) else { return }
        breaker.ended(ticket, outcome, after: took ?? now - admittedAt, now: now)
    }
}
