import Synchronization

/// A call's place under a limit, given back once, when it is told how the call ended; what is said after that has no effect. Let go
/// of without a word, it counts as `ignored`. Keep it as long as the call goes on: Swift lets go after the last use.
///
/// A class and not a non-copyable value: who streams an answer has to keep it in an escaping closure.
package final class ConcurrencyPermit: Sendable {
    enum End: Sendable {
        case answered(after: Duration)
        case timedOut
        case ignored
    }

    private let limiter: ConcurrencyLimiter
    private let admittedAt: ContinuousClock.Instant
    private let isSettled = Atomic(false)

    init(of limiter: ConcurrencyLimiter, admittedAt: ContinuousClock.Instant) {
        self.limiter = limiter
        self.admittedAt = admittedAt
    }

    deinit {
        ignored()
    }

    /// Its latency counts.
    /// - Parameter took: by default, the time since it was let in.
    package func answered(after took: Duration? = nil, now: ContinuousClock.Instant = .now) {
        ended(.answered(after: took ?? now - admittedAt), now: now)
    }

    /// It was given up for slowness: a sign of too much that needs no comparison.
    package func timedOut(now: ContinuousClock.Instant = .now) {
        ended(.timedOut, now: now)
    }

    /// Its latency says nothing: it was cancelled, or failed before any work was done.
    package func ignored() {
        // No time matters to it, so no clock is read.
        ended(.ignored, now: admittedAt)
    }

    private func ended(_ end: End, now: ContinuousClock.Instant) {
        guard !isSettled.exchange(true, ordering: .relaxed) else { return }
        limiter.ended(end, now: now)
    }
}
