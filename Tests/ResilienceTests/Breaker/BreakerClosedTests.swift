import Testing

@testable import Resilience

struct BreakerClosedTests {
    private let start = ContinuousClock.now
    private var breaker: BreakerState

    init() {
        breaker = BreakerState(policy: BreakerPolicy(), now: start)
    }

    @Test mutating func fiveFailuresInARowOpenIt() {
        breaker.calls(4, .failed, at: start)
        #expect(breaker.mode == .closed)
        breaker.call(.failed, at: start + .seconds(1))
        #expect(breaker.mode == .open)
        #expect(breaker.lastReason == .consecutiveFailures)
        #expect(breaker.log.since == start + .seconds(1))
    }

    @Test mutating func aSuccessBetweenBreaksTheRow() {
        for _ in 0..<2 {
            breaker.calls(4, .failed, at: start)
            breaker.call(.succeeded, at: start)
        }
        #expect(breaker.mode == .closed)
    }

    @Test mutating func ignoredCallsNeitherCountNorBreakTheRow() {
        for _ in 0..<5 {
            #expect(breaker.mode == .closed)
            breaker.calls(30, .ignored, at: start)
            breaker.call(.failed, at: start)
        }
        #expect(breaker.mode == .open)
        #expect(breaker.recentCalls(now: start).counts == BreakerCounts(calls: 5, failures: 5, slow: 0))
    }

    @Test mutating func ancientFailuresInARowDoNotOpenIt() {
        for minute in 0..<60 { breaker.call(.failed, at: start + .seconds(60 * minute)) }
        #expect(breaker.mode == .closed)
        #expect(breaker.recentCalls(now: start + .seconds(3540)).consecutiveFailures == 2)
        breaker.calls(3, .failed, at: start + .seconds(3541))
        #expect(breaker.mode == .open)
    }

    @Test mutating func halfOfTwentyCallsFailingOpensIt() {
        for _ in 0..<9 {
            breaker.call(.failed, at: start)
            breaker.call(.succeeded, at: start)
        }
        breaker.call(.failed, at: start)
        #expect(breaker.mode == .closed, "19 calls are too few to tell")
        breaker.call(.succeeded, at: start)
        #expect(breaker.mode == .open)
        #expect(breaker.lastReason == .failureRatio)
    }

    @Test mutating func lessThanHalfFailingDoesNot() {
        for _ in 0..<500 {
            breaker.call(.succeeded, at: start)
            breaker.call(.failed, at: start)
            breaker.call(.succeeded, at: start)
        }
        #expect(breaker.mode == .closed)
    }

    @Test mutating func failuresThatLeftTheWindowNoLongerCountInTheRatio() {
        for _ in 0..<9 {
            breaker.call(.failed, at: start)
            breaker.call(.succeeded, at: start)
        }
        let later = start + .seconds(121)
        for _ in 0..<20 {
            breaker.call(.failed, at: later)
            breaker.calls(2, .succeeded, at: later)
        }
        #expect(breaker.mode == .closed)
        #expect(breaker.recentCalls(now: later).counts == BreakerCounts(calls: 60, failures: 20, slow: 0))
    }

    @Test mutating func oldSuccessesLeaveToo() {
        breaker.calls(1000, .succeeded, at: start)
        let later = start + .seconds(121)
        for _ in 0..<10 {
            breaker.call(.succeeded, at: later)
            breaker.call(.failed, at: later)
        }
        #expect(breaker.mode == .open)
    }

    @Test mutating func mostCallsBeingSlowOpensIt() {
        breaker.calls(4, .succeeded, at: start)
        breaker.calls(15, .succeeded, after: .seconds(3), at: start)
        #expect(breaker.mode == .closed)
        breaker.call(.succeeded, after: .seconds(3), at: start)
        #expect(breaker.mode == .open)
        #expect(breaker.lastReason == .slowRatio)
    }

    @Test mutating func theThresholdItselfIsNotSlow() {
        breaker.calls(100, .succeeded, after: .milliseconds(2500), at: start)
        #expect(breaker.mode == .closed)
    }

    @Test func withoutAThresholdNothingIsSlow() {
        var policy = BreakerPolicy()
        policy.slowAfter = nil
        var breaker = BreakerState(policy: policy, now: start)
        breaker.calls(100, .succeeded, after: .seconds(100), at: start)
        #expect(breaker.mode == .closed)
    }
}
