import Testing

@testable import Resilience

struct BreakerProbeTests {
    private let start = ContinuousClock.now
    private let probing: ContinuousClock.Instant
    private var breaker: BreakerState

    /// Has been open for its time; the next to ask is a probe. Two at once, and two good ones close it.
    init() {
        breaker = BreakerState(policy: BreakerPolicy(), now: start)
        breaker.calls(5, .failed, at: start)
        probing = start + .seconds(60)
    }

    @Test mutating func letsNoMoreProbesInThanItMay() {
        let probes = (0..<50).compactMap { _ in breaker.pending(at: probing) }
        #expect(probes.count == 2)
        #expect(breaker.rejectedTotal == 48)
        #expect(breaker.requested(now: probing) == .reject(retryAfter: .seconds(1)))
        breaker.ended(probes[0], .succeeded, after: .zero, now: probing)
        #expect(breaker.mode == .halfOpen)
        let more = (0..<50).compactMap { _ in breaker.pending(at: probing) }
        #expect(more.count == 1)
    }

    @Test mutating func enoughGoodProbesCloseIt() {
        breaker.call(.succeeded, at: probing)
        #expect(breaker.mode == .halfOpen)
        breaker.call(.succeeded, at: probing)
        #expect(breaker.mode == .closed)
        #expect(breaker.lastReason == .probesSucceeded)
        breaker.calls(4, .failed, at: probing)
        #expect(breaker.mode == .closed, "what it had seen before is forgotten")
    }

    @Test mutating func aBadProbeOpensItForTheWholeTimeAgain() {
        breaker.call(.succeeded, at: probing)
        breaker.call(.failed, at: probing + .seconds(5))
        #expect(breaker.mode == .open)
        #expect(breaker.lastReason == .probeFailed)
        #expect(breaker.requested(now: probing + .seconds(64)) == .reject(retryAfter: .seconds(1)))
        breaker.call(.succeeded, at: probing + .seconds(65))
        #expect(breaker.mode == .halfOpen, "the success of the time before does not count")
    }

    @Test mutating func aSlowProbeOpensItAgain() {
        breaker.call(.succeeded, after: .seconds(3), at: probing)
        #expect(breaker.mode == .open)
        #expect(breaker.lastReason == .probeSlow)
    }

    @Test mutating func anIgnoredProbeGivesItsPlaceBack() throws {
        for _ in 0..<20 {
            let probe = try breaker.letIn(at: probing)
            breaker.ended(probe, .ignored, after: .zero, now: probing)
        }
        #expect(breaker.mode == .halfOpen)
    }

    @Test mutating func probesThatNeverTellLoseTheirPlaces() {
        let lost = (0..<2).compactMap { _ in breaker.pending(at: probing) }
        #expect(breaker.pending(at: probing + .seconds(29)) == nil)
        breaker.calls(2, .succeeded, at: probing + .seconds(30))
        #expect(breaker.mode == .closed)
        breaker.ended(lost[0], .failed, after: .seconds(90), now: probing + .seconds(90))
        #expect(breaker.recentCalls(now: probing + .seconds(90)).counts == .zero)
    }

    @Test mutating func aLateProbeIsNotHeardOnceItsPlaceIsTaken() throws {
        let lost = (0..<2).compactMap { _ in breaker.pending(at: probing) }
        let later = probing + .seconds(31)
        _ = try breaker.letIn(at: later)
        breaker.ended(lost[0], .failed, after: .seconds(31), now: later)
        #expect(breaker.mode == .halfOpen)
    }

    @Test mutating func theSecondWordOfAProbeIsNotHeard() throws {
        let probe = try breaker.letIn(at: probing)
        for _ in 0..<5 { breaker.ended(probe, .succeeded, after: .zero, now: probing) }
        #expect(breaker.mode == .halfOpen)
    }
}
