import Contracts
import Testing

@testable import gateway

/// Waiters are numbers here.
struct AllowancesTests {
    private typealias Verdicts = [Int: RateLimitVerdict]

    private let start = ContinuousClock.now
    private let limit = RateLimit(perMinute: 60, burst: 100)

    private func key() -> RateLimitKey { RateLimitKey(rule: .user, limit: limit, subject: .user(.make())) }

    private func grant(_ tokens: Int, retryAfter: Duration? = nil) -> RateLimitGrant {
        RateLimitGrant(tokens: tokens, reset: .seconds(tokens), retryAfter: retryAfter)
    }

    private func verdicts(_ release: Allowances<Int>.Release) -> Verdicts {
        Dictionary(uniqueKeysWithValues: release.waiters)
    }

    private func verdict(_ step: Allowances<Int>.Step) -> RateLimitVerdict? {
        guard case .verdict(let verdict, _) = step else { return nil }
        return verdict
    }

    @Test func thoseWhoWaitAreServedInTheOrderTheyCame() throws {
        var all = Allowances<Int>(capacity: 10)
        let key = key()
        #expect(all.wait(1, for: key, start) == 1)
        for waiter in 2...5 { #expect(all.wait(waiter, for: key, start) == nil) }
        let first = all.received(grant(1), for: key, start)
        #expect(first.waiters.map(\.0) == [1] && first.ask == 5)
        let second = all.received(grant(2, retryAfter: .seconds(1)), for: key, start)
        #expect(second.waiters.map(\.0) == [2, 3, 4, 5] && second.ask == nil)
        #expect(second.waiters.map { $0.1.problem?.status } == [nil, nil, 429, 429])
        #expect(verdict(all.came(key, start))?.problem != nil)
    }

    @Test func eachKeyHasItsOwn() {
        var all = Allowances<Int>(capacity: 10)
        let one = key(), other = key()
        _ = all.wait(1, for: one, start)
        #expect(all.wait(2, for: other, start) == 1)
        #expect(all.received(grant(0, retryAfter: .seconds(1)), for: one, start).waiters.map(\.0) == [1])
        #expect(verdict(all.came(other, start)) == nil)
        #expect(verdict(all.came(one, start))?.problem != nil)
    }

    @Test func aKeyThatIsForgottenLeavesNobodyWaiting() {
        var all = Allowances<Int>(capacity: 1)
        let key = key()
        #expect(all.wait(1, for: key, start) == 1)
        _ = all.came(self.key(), start)
        #expect(all.wait(2, for: key, start) == 1, "nothing is known of the first question any more")
        let first = all.received(grant(1), for: key, start)
        #expect(first.waiters.map(\.0) == [1] && first.ask == 1)
        #expect(all.received(grant(1), for: key, start).waiters.map(\.0) == [2])
        #expect(all.received(grant(1), for: key, start).waiters.isEmpty)
    }

    @Test func whileRedisIsAwayOneInASecondTriesAndNobodyWaits() {
        var all = Allowances<Int>(capacity: 10)
        let key = key()
        _ = all.wait(1, for: key, start)
        _ = all.wait(2, for: key, start)
        let (release, isNews) = all.failed(key, start)
        #expect(verdicts(release) == [1: .uncounted, 2: .uncounted] && isNews)
        var asks = 0
        for tenth in 0..<50 {
            guard case .verdict(.uncounted, let ask) = all.came(self.key(), start + .milliseconds(100 * tenth)) else {
                Issue.record("nobody may wait")
                return
            }
            asks += ask == nil ? 0 : 1
        }
        #expect(asks == 4)
        _ = all.received(grant(1), for: key, start + .seconds(5))
        guard case .unknown = all.came(self.key(), start + .seconds(5)) else {
            Issue.record("it is over")
            return
        }
    }

    @Test func whatIsKnownHoldsAlsoWhileRedisIsAway() {
        var all = Allowances<Int>(capacity: 10)
        let key = key()
        _ = all.wait(1, for: key, start)
        _ = all.received(grant(2, retryAfter: .seconds(1)), for: key, start)
        _ = all.failed(self.key(), start)
        #expect(verdict(all.came(key, start)) == .allowed(RateLimitStanding(limit, inHand: 0, missing: .seconds(2))))
        #expect(verdict(all.came(key, start))?.problem != nil)
        #expect(verdict(all.came(key, start + .seconds(1))) == .uncounted)
    }

    @Test func anOutageIsToldOnceInTenSeconds() {
        var outage = StoreOutage()
        let told = (0..<25).filter { outage.failed(start + .seconds($0)) }
        #expect(told == [0, 10, 20])
    }
}
