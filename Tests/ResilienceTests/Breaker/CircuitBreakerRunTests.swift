import Testing

@testable import Resilience

@Suite(.timeLimit(.minutes(1))) struct CircuitBreakerRunTests {
    private struct Broken: Error {}
    private struct NotFound: Error {}

    private let breaker = CircuitBreaker(name: "media")
    private var counts: BreakerCounts { breaker.snapshot().counts }

    @Test func returnsWhatTheBodyReturns() async throws {
        #expect(try await breaker.run { 42 } == 42)
        #expect(counts == BreakerCounts(calls: 1, failures: 0, slow: 0))
    }

    @Test func errorsAreFailuresAndOpenIt() async {
        for _ in 0..<5 {
            await #expect(throws: Broken.self) { try await breaker.run { throw Broken() } }
        }
        await #expect(throws: BreakerOpen.self) { try await breaker.run { Issue.record("must not run") } }
    }

    @Test func whatTheCallerGotWrongIsNoFailure() async {
        for _ in 0..<50 {
            await #expect(throws: NotFound.self) {
                try await breaker.run(judging: { (_: Result<Void, any Error>) in .succeeded }) { throw NotFound() }
            }
        }
        #expect(counts == BreakerCounts(calls: 50, failures: 0, slow: 0))
    }

    @Test func anAnswerCanBeAFailure() async throws {
        for _ in 0..<5 {
            let status = try await breaker.run(judging: { (try? $0.get()) == 503 ? .failed : .succeeded }) { 503 }
            #expect(status == 503)
        }
        #expect(breaker.mode == .open)
    }

    @Test func cancellationTellsNothing() async {
        let breaker = breaker
        for _ in 0..<10 {
            let caller = Task {
                try await breaker.run {
                    while !Task.isCancelled { await Task.yield() }
                    throw Broken()
                }
            }
            caller.cancel()
            await #expect(throws: Broken.self) { try await caller.value }
            await #expect(throws: CancellationError.self) { try await breaker.run { throw CancellationError() } }
        }
        #expect(counts == .zero)
        #expect(breaker.mode == .closed)
    }

    @Test func aTimeoutInsideIsAFailure() async {
        await #expect(throws: DeadlinePassed.self) {
            try await breaker.run {
                try await withTimeout(.milliseconds(1)) { try await Task.sleep(for: .seconds(3600)) }
            }
        }
        #expect(counts.failures == 1)
    }

    @Test func measuresHowLongItTook() async throws {
        var policy = BreakerPolicy()
        policy.slowAfter = .zero
        let breaker = CircuitBreaker(name: "media", policy: policy)
        try await breaker.run {}
        #expect(breaker.snapshot().counts.slow == 1)
    }

    @Test func aCancelledProbeLeavesRoomForTheNext() async throws {
        breaker.halfOpen()
        for _ in 0..<10 {
            await #expect(throws: CancellationError.self) { try await breaker.run { throw CancellationError() } }
        }
        try await breaker.run {}
        try await breaker.run {}
        #expect(breaker.mode == .closed)
    }
}
