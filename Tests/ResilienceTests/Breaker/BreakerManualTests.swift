import Testing

@testable import Resilience

struct BreakerManualTests {
    private let start = ContinuousClock.now
    private var breaker: BreakerState

    init() {
        breaker = BreakerState(policy: BreakerPolicy(), now: start)
    }

    @Test mutating func heldOpenItNeverProbesByItself() {
        breaker.open(for: nil, now: start)
        #expect(breaker.requested(now: start + .seconds(86400)) == .reject(retryAfter: .seconds(60)))
        #expect(breaker.snapshot(now: start).isHeld)
        breaker.halfOpen(now: start + .seconds(86400))
        let ticket = breaker.pending(at: start + .seconds(86400))
        #expect(ticket != nil)
    }

    @Test mutating func openedForATimeItProbesAfterIt() {
        breaker.open(for: .seconds(10), now: start)
        #expect(!breaker.snapshot(now: start).isHeld)
        let answers = [9, 10].map { breaker.pending(at: start + .seconds($0)) != nil }
        #expect(answers == [false, true])
        #expect(breaker.mode == .halfOpen)
    }

    @Test mutating func onceOpenItCanBeHeldAndFreedAgain() {
        breaker.calls(5, .failed, at: start)
        breaker.open(for: nil, now: start + .seconds(1))
        #expect(breaker.pending(at: start + .seconds(120)) == nil)
        breaker.close(now: start + .seconds(120))
        let wasLetIn = breaker.call(.succeeded, at: start + .seconds(120))
        #expect(wasLetIn)
        #expect(breaker.log.latest.map(\.reason) == [.consecutiveFailures, .manual])
    }

    @Test mutating func halfOpenedByHandABadProbeOpensItForItsTime() {
        breaker.halfOpen(now: start)
        breaker.call(.failed, at: start)
        #expect(breaker.mode == .open)
        #expect(breaker.requested(now: start) == .reject(retryAfter: .seconds(60)))
    }

    @Test mutating func closingForgetsEvenWhereItWasClosed() {
        breaker.calls(4, .failed, at: start)
        let early = breaker.pending(at: start)
        breaker.close(now: start)
        if let early { breaker.ended(early, .failed, after: .zero, now: start) }
        breaker.calls(4, .failed, at: start)
        #expect(breaker.mode == .closed)
        #expect(breaker.log.count == 0)
    }

    @Test mutating func theLastTwentyTransitionsAreKept() {
        for round in 0..<50 {
            breaker.open(for: nil, now: start + .seconds(2 * round))
            breaker.close(now: start + .seconds(2 * round + 1))
        }
        let snapshot = breaker.snapshot(now: start + .seconds(100))
        #expect(snapshot.transitionsTotal == 100)
        #expect(snapshot.transitions.map(\.number) == Array(81...100))
        #expect(snapshot.transitions.last?.at == start + .seconds(99))
        #expect(snapshot.since == start + .seconds(99))
    }
}
