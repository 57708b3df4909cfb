import Bus
import Contracts
import Resilience

/// One service, as the gateway asks it.
struct Upstream: Sendable {
    /// Once more, soon: what a broken connection to Redis has swallowed is usually answered a moment later.
    static let retries = RetryPolicy(attempts: 2, backoff: Backoff(base: .milliseconds(20), maximum: .milliseconds(100)))

    let breaker: CircuitBreaker
    let limiter: ConcurrencyLimiter
    let budget = RetryBudget()

    init(_ name: ServiceName, onTransition: @escaping @Sendable (BreakerTransition) -> Void) {
        breaker = CircuitBreaker(name: name.rawValue, onTransition: onTransition)
        limiter = ConcurrencyLimiter(policy: Self.concurrency)
    }

    /// Streams hold what waits, so the limit is there for the flood and not for the wave: it never falls below what one busy page of a
    /// few users asks at once.
    private static let concurrency: AdaptiveLimitPolicy = {
        var policy = AdaptiveLimitPolicy()
        (policy.initial, policy.minimum, policy.maximum) = (256, 128, 2_048)
        return policy
    }()

    func call(_ outgoing: OutgoingRequest, _ priority: RequestPriority, over bus: any RequestBus) async throws -> Answer {
        let permit = try breaker.admit()
        let place = try limiter.admit(priority)
        do {
            let answer = try await bus.call(outgoing)
            permit.ended(answer.hasFailed ? .failed : .succeeded)
            if answer.hasFailed { place.ignored() } else { place.answered() }
            return answer
        } catch {
            permit.ended(error.outcome)
            if error.code == .timedOut { place.timedOut() } else { place.ignored() }
            throw error
        }
    }
}

extension Answer {
    /// 503 is no failure of the service: it says at once that a store behind it is away or that it has too much to do, and keeping
    /// callers away for a minute would outlast both.
    fileprivate var hasFailed: Bool { status >= 500 && status != 503 }
}

extension BusError {
    /// No answer in time is the service's; without Redis, or with a full backlog, it was not even asked.
    fileprivate var outcome: BreakerOutcome {
        switch code {
        case .timedOut, .undecodable: .failed
        case .overloaded, .cancelled, .unavailable: .ignored
        }
    }
}
