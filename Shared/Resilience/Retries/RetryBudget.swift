import Synchronization

/// What keeps retries from making an outage worse: all callers of one dependency share it, and together they retry no more
/// than a small part of what they ask. When everything fails, load grows by that part and not by the number of attempts.
/// Source: Finagle, `RetryBudget` (20 % and 10 a second there; gRPC's retry throttling is of the same family).
package final class RetryBudget: Sendable {
    private let tokens: Mutex<RetryTokens>

    /// - Parameters:
    ///   - percent: of the requests of the last `window` that may be retried.
    ///   - perSecond: retries that are allowed on top, for those who ask rarely. A whole window's may be spent at once.
    package init(percent: Int = 10, perSecond: Int = 1, window: Duration = .seconds(10), now: ContinuousClock.Instant = .now) {
        tokens = Mutex(RetryTokens(percent: percent, perSecond: perSecond, window: window, now: now))
    }

    /// A first attempt is made.
    package func requested(now: ContinuousClock.Instant = .now) {
        tokens.withLock { $0.requested(now: now) }
    }

    /// Whether one retry may be made. It is then paid for.
    package func withdraw(now: ContinuousClock.Instant = .now) -> Bool {
        tokens.withLock { $0.withdrawn(now: now) }
    }

    package func snapshot(now: ContinuousClock.Instant = .now) -> RetryBudgetSnapshot {
        tokens.withLock {
            let counts = $0.counts(now: now)
            return RetryBudgetSnapshot(
                requests: counts.requests, retries: counts.retries, balance: $0.balance(now: now), refusedTotal: $0.refusedTotal)
        }
    }
}
