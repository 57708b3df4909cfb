import Testing

@testable import gateway

struct LocalAllowanceTests {
    private let start = ContinuousClock.now
    /// A token a second, ten at once; a batch is one.
    private let slow = RateLimit(perMinute: 60, burst: 10)
    /// A thousand a second; a batch is a hundred.
    private let fast = RateLimit(perMinute: 60_000, burst: 1000)

    private func grant(_ tokens: Int, missing: Duration = .zero, retryAfter: Duration? = nil) -> RateLimitGrant {
        RateLimitGrant(tokens: tokens, reset: missing, retryAfter: retryAfter)
    }

    @Test func theFirstRequestAsksForItselfAlone() {
        var allowance = LocalAllowance(fast, now: start)
        #expect(allowance.verdict(start) == .unknown)
        #expect(allowance.wait(start) == 1)
        #expect(allowance.received(grant(1), waiting: 1, now: start) == .init(admitted: 1))
        #expect(allowance.tokens == 0)
    }

    @Test func whileRedisIsAskedNobodyAsksAgain() {
        var allowance = LocalAllowance(fast, now: start)
        #expect(allowance.wait(start) == 1)
        for _ in 0..<9 {
            #expect(allowance.verdict(start) == .unknown)
            #expect(allowance.wait(start) == nil)
        }
        #expect(allowance.received(grant(1), waiting: 10, now: start) == .init(admitted: 1, ask: 10))
        #expect(allowance.received(grant(10), waiting: 9, now: start) == .init(admitted: 9))
        #expect(allowance.tokens == 1)
    }

    @Test func moreIsAskedForBeforeTheLastIsSpent() {
        var allowance = LocalAllowance(fast, now: start)
        for _ in 0..<40 { _ = allowance.wait(start) }
        _ = allowance.received(grant(100), waiting: 40, now: start)
        var asks: [Int: Int] = [:]
        while case .allow(_, let ask) = allowance.verdict(start) { if let ask { asks[allowance.tokens] = ask } }
        // Of 67 that came in this second, 33 is less than half.
        #expect(asks == [33: 34])
    }

    @Test func noMoreThanABatchIsKept() {
        var allowance = LocalAllowance(fast, now: start)
        for _ in 0..<5000 { _ = allowance.wait(start) }
        let release = allowance.received(grant(1), waiting: 5000, now: start)
        #expect(release == .init(admitted: 1, ask: 4999))
        _ = allowance.received(grant(4999), waiting: 4999, now: start)
        #expect(allowance.wait(start) == fast.batch)
        _ = allowance.received(grant(500), waiting: 1, now: start)
        #expect(allowance.tokens == fast.batch)
    }

    @Test func whatTheBucketRefusesIsRefusedHereUntilItHasAToken() {
        var allowance = LocalAllowance(slow, now: start)
        _ = allowance.wait(start)
        let refusal = grant(0, missing: .milliseconds(9600), retryAfter: .milliseconds(600))
        #expect(allowance.received(refusal, waiting: 1, now: start) == .init(retryAfter: .milliseconds(600)))
        let standing = allowance.standing(start + .milliseconds(100))
        #expect(allowance.verdict(start + .milliseconds(100)) == .deny(standing, retryAfter: .milliseconds(500)))
        #expect(standing.remaining == 0)
        #expect(allowance.verdict(start + .milliseconds(600)) == .unknown)
    }

    @Test func whatIsInHandIsSpentBeforeARefusalCounts() {
        var allowance = LocalAllowance(fast, now: start)
        for _ in 0..<50 { _ = allowance.wait(start) }
        _ = allowance.received(grant(52, missing: .seconds(1), retryAfter: .milliseconds(1)), waiting: 50, now: start)
        for _ in 0..<2 {
            guard case .allow(_, ask: nil) = allowance.verdict(start) else {
                Issue.record("two were left")
                return
            }
        }
        guard case .deny = allowance.verdict(start) else {
            Issue.record("none was left")
            return
        }
    }

    @Test func theStandingCountsWhatIsInHand() {
        var allowance = LocalAllowance(slow, now: start)
        _ = allowance.wait(start)
        _ = allowance.received(grant(2, missing: .seconds(2)), waiting: 1, now: start)
        #expect(allowance.standing(start) == RateLimitStanding(slow, inHand: 1, missing: .seconds(2)))
        let standing = allowance.standing(start)
        #expect((standing.limit, standing.remaining, standing.reset) == (10, 9, 1))
        let later = allowance.standing(start + .milliseconds(1500))
        #expect((later.remaining, later.reset) == (10, 0))
    }

    @Test func afterAFailureRedisIsAskedAgain() {
        var allowance = LocalAllowance(slow, now: start)
        #expect(allowance.wait(start) == 1)
        allowance.failed()
        #expect(allowance.verdict(start) == .unknown)
        #expect(allowance.wait(start) != nil)
    }
}

struct RequestPaceTests {
    @Test func isTheGreaterOfTwoSeconds() {
        let start = ContinuousClock.now
        var pace = RequestPace(now: start)
        for _ in 0..<20 { pace.count(start + .milliseconds(10)) }
        #expect(pace.perSecond == 20)
        pace.count(start + .milliseconds(1010))
        #expect(pace.perSecond == 20)
        pace.count(start + .milliseconds(2020))
        #expect(pace.perSecond == 1)
        pace.count(start + .seconds(60))
        #expect(pace.perSecond == 1)
    }
}
