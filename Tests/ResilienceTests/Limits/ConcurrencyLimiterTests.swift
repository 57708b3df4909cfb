import Testing

@testable import Resilience

@Suite(.timeLimit(.minutes(1))) struct ConcurrencyLimiterTests {
    private struct Broken: Error {}

    private let limiter: ConcurrencyLimiter

    init() {
        var policy = AdaptiveLimitPolicy()
        (policy.minimum, policy.initial, policy.maximum) = (2, 2, 2)
        limiter = ConcurrencyLimiter(policy: policy)
    }

    @Test func turnsAwayAtOnceAndCountsIt() throws {
        let permits = [try limiter.admit(.critical), try limiter.admit(.critical)]
        #expect(throws: ConcurrencyLimitReached.self) { try limiter.admit(.critical) }
        #expect(
            limiter.snapshot == LimiterSnapshot(limit: 2, inFlight: 2, baselineLatency: nil, shed: [.critical: 1, .normal: 0, .low: 0]))
        permits.forEach { $0.answered() }
        #expect(limiter.snapshot.inFlight == 0)
    }

    @Test func aPlaceIsGivenBackOnce() throws {
        let (first, second) = (try limiter.admit(.critical), try limiter.admit(.critical))
        first.answered()
        first.timedOut()
        first.ignored()
        #expect(limiter.snapshot.inFlight == 1)
        second.ignored()
        #expect(limiter.snapshot.inFlight == 0)
    }

    @Test func aLostPermitGivesItsPlaceBack() throws {
        for _ in 0..<10 { _ = try limiter.admit(.low) }
        #expect(limiter.snapshot.inFlight == 0)
    }

    @Test func onlyAnsweredCallsTeachTheBaseline() throws {
        let start = ContinuousClock.now
        for second in 0..<20 { try limiter.admit(.critical, now: start + .seconds(second)).ignored() }
        #expect(limiter.snapshot.baselineLatency == nil)
        for second in 0..<20 {
            try limiter.admit(.critical, now: start + .seconds(second)).answered(now: start + .seconds(second) + .milliseconds(40))
        }
        #expect(limiter.snapshot.baselineLatency == .milliseconds(40))
    }

    @Test func runGivesThePlaceBackHoweverItEnds() async throws {
        #expect(try await limiter.run(.normal) { limiter.snapshot.inFlight } == 1)
        await #expect(throws: Broken.self) { try await limiter.run(.normal) { throw Broken() } }
        await #expect(throws: DeadlinePassed.self) { try await limiter.run(.normal) { throw DeadlinePassed() } }
        await #expect(throws: CancellationError.self) { try await limiter.run(.normal) { throw CancellationError() } }
        #expect(limiter.snapshot.inFlight == 0)
    }

    @Test func manyAtOnceNeverExceedTheLimit() async {
        let limiter = limiter
        await withTaskGroup { group in
            for _ in 0..<500 {
                group.addTask {
                    try? await limiter.run(.critical) {
                        #expect(limiter.snapshot.inFlight <= 2)
                        await Task.yield()
                    }
                }
            }
        }
        #expect(limiter.snapshot.inFlight == 0)
    }
}
