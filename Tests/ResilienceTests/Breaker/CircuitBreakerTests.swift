import Synchronization
import Testing

@testable import Resilience

@Suite(.timeLimit(.minutes(1))) struct CircuitBreakerTests {
    private let start = ContinuousClock.now
    private let heard = Heard()
    private let breaker: CircuitBreaker

    private final class Heard: Sendable {
        private let list = Mutex<[BreakerTransition]>([])
        var transitions: [BreakerTransition] { list.withLock { $0 } }
        func hear(_ transition: BreakerTransition) { list.withLock { $0.append(transition) } }
    }

    init() {
        let heard = heard
        breaker = CircuitBreaker(name: "media", now: start) { heard.hear($0) }
    }

    private func fail(_ count: Int, at now: ContinuousClock.Instant) throws {
        for _ in 0..<count { try breaker.admit(now: now).failed(now: now) }
    }

    @Test func tellsEachChangeOfModeOnce() throws {
        try fail(5, at: start)
        for _ in 0..<2 { try breaker.admit(now: start + .seconds(60)).succeeded(now: start + .seconds(60)) }
        #expect(heard.transitions.map(\.to) == [.open, .halfOpen, .closed])
        #expect(heard.transitions.map(\.from) == [.closed, .open, .halfOpen])
        #expect(heard.transitions.map(\.reason) == [.consecutiveFailures, .openTimePassed, .probesSucceeded])
        #expect(heard.transitions.map(\.at) == [start, start + .seconds(60), start + .seconds(60)])
        #expect(heard.transitions == breaker.snapshot().transitions)
    }

    @Test func theObserverMayAskTheBreaker() throws {
        let seen = Mutex<BreakerMode?>(nil)
        let holder = Mutex<CircuitBreaker?>(nil)
        let breaker = CircuitBreaker(name: "media") { _ in
            let mode = holder.withLock { $0?.mode }
            seen.withLock { $0 = mode }
        }
        holder.withLock { $0 = breaker }
        breaker.open()
        #expect(seen.withLock { $0 } == .open)
        holder.withLock { $0 = nil }
    }

    @Test func anErrorSaysWhenToAskAgain() throws {
        try fail(5, at: start)
        let error = #expect(throws: BreakerOpen.self) { try breaker.admit(now: start + .milliseconds(100)) }
        #expect(error?.name == "media")
        #expect(error?.retryAfterSeconds == 60)
        let nearly = #expect(throws: BreakerOpen.self) { try breaker.admit(now: start + .milliseconds(59_990)) }
        #expect(nearly?.retryAfterSeconds == 1)
        #expect(breaker.snapshot(now: start).rejectedTotal == 2)
    }

    @Test func aPermitTellsOnce() throws {
        let permit = try breaker.admit(now: start)
        permit.succeeded(now: start)
        for _ in 0..<10 { permit.failed(now: start) }
        #expect(breaker.snapshot(now: start).counts == BreakerCounts(calls: 1, failures: 0, slow: 0))
    }

    @Test func aPermitMeasuresFromItsAdmission() throws {
        try breaker.admit(now: start).succeeded(now: start + .seconds(3))
        try breaker.admit(now: start).succeeded(after: .seconds(1), now: start + .seconds(3))
        #expect(breaker.snapshot(now: start + .seconds(3)).counts == BreakerCounts(calls: 2, failures: 0, slow: 1))
    }

    @Test func aLostProbeGivesItsPlaceBack() throws {
        breaker.halfOpen(now: start)
        for _ in 0..<10 { _ = try breaker.admit(now: start) }
        #expect(breaker.snapshot(now: start).probes == 0)
        let kept = [try breaker.admit(now: start), try breaker.admit(now: start)]
        #expect(throws: BreakerOpen.self) { try breaker.admit(now: start) }
        kept.forEach { $0.succeeded(now: start) }
        #expect(breaker.mode == .closed)
    }

    @Test func manyAtOnceGetNoMoreThanTheProbesThatThereAre() async {
        breaker.halfOpen()
        let breaker = breaker
        let permits = await withTaskGroup(of: BreakerPermit?.self) { group in
            for _ in 0..<200 { group.addTask { try? breaker.admit() } }
            return await group.reduce(into: []) { if let permit = $1 { $0.append(permit) } }
        }
        #expect(permits.count == 2)
        #expect(breaker.snapshot().rejectedTotal == 198)
    }
}
