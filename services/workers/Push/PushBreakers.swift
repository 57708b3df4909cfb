import Resilience
import Synchronization

/// A circuit breaker for each push service. Their origins come from clients, so no more than `most` are remembered: the one
/// that was asked for the longest time ago is forgotten first, and would start closed.
final class PushBreakers: Sendable {
    private struct State {
        var breakers: [String: (breaker: CircuitBreaker, used: Int)] = [:]
        var uses = 0
    }

    private let most: Int
    private let onTransition: @Sendable (_ origin: String, BreakerTransition) -> Void
    private let state = Mutex(State())

    init(most: Int = 64, onTransition: @escaping @Sendable (_ origin: String, BreakerTransition) -> Void = { _, _ in }) {
        self.most = most
        self.onTransition = onTransition
    }

    func breaker(of origin: String) -> CircuitBreaker {
        state.withLock { state in
            state.uses += 1
            let breaker = state.breakers[origin]?.breaker ?? make(origin)
            state.breakers[origin] = (breaker, state.uses)
            if state.breakers.count > most, let oldest = state.breakers.min(by: { $0.value.used < $1.value.used }) {
                state.breakers[oldest.key] = nil
            }
            return breaker
        }
    }

    private func make(_ origin: String) -> CircuitBreaker {
        CircuitBreaker(name: origin, policy: Self.policy) { [onTransition] in onTransition(origin, $0) }
    }

    private static let policy: BreakerPolicy = {
        var policy = BreakerPolicy()
        // Nobody waits for a push.
        policy.slowAfter = nil
        return policy
    }()
}
