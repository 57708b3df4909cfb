import Contracts
import Synchronization

/// Which facts this process has applied to its caches. What is fresh in them is at least as new as each of these.
package final class AppliedPositions: Sendable {
    private struct State: Sendable {
        var windows: [ServiceName: AppliedWindow] = [:]
        // Apart from the windows, because a client names them: an id from the clouds moves no window.
        var settled = LRUCache<Fact, Bool>(capacity: 8_192, defaultAge: .ageless)

        func hasApplied(_ fact: Fact) -> Bool {
            windows[fact.service]?.contains(fact.id) == true || settled.contains(fact)
        }
    }

    private let state = Mutex(State())
    private let waiting = WaitingRoom<Fact>()

    package init() {}

    /// To be called when the fact's invalidations are done, not before.
    package func apply(_ service: ServiceName, _ id: Int64) {
        state.withLock { $0.windows[service, default: AppliedWindow()].apply(id) }
        waiting.wake { $0 == Fact(service, id) }
    }

    /// The caches are known to be at least as new as the position, by other means than its facts.
    func settle(_ position: Position) {
        let facts = position.facts
        state.withLock { state in
            for fact in facts { state.settled.set(fact, true, now: .now) }
        }
        waiting.wake { facts.contains($0) }
    }

    package func hasApplied(_ service: ServiceName, _ id: Int64) -> Bool {
        state.withLock { $0.hasApplied(Fact(service, id)) }
    }

    package func hasApplied(_ position: Position) -> Bool {
        let facts = position.facts
        return state.withLock { state in facts.allSatisfy { state.hasApplied($0) } }
    }

    /// Waits until all of the position is applied, for `limit` at most. Returns whether it is. Cancellation ends the wait.
    package func wait(
        for position: Position, limit: Duration, clock: some Clock<Duration> = ContinuousClock()
    ) async -> Bool {
        let end = clock.now.advanced(by: limit)
        for fact in position.facts {
            let rest = clock.now.duration(to: end)
            let isMet = await waiting.wait(for: fact, limit: rest, clock: clock) { self.hasApplied(fact.service, fact.id) }
            guard isMet else { return false }
        }
        return true
    }

    var waitingCount: Int { waiting.count }

    /// Nothing is known any more. Who waits goes on waiting.
    package func reset() {
        state.withLock { state in
            state.windows = [:]
            state.settled.removeAll()
        }
    }
}
