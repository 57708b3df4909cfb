import Testing

@testable import Resilience

struct RetryTokensTests {
    private let start = ContinuousClock.now

    private func tokens(percent: Int = 10, perSecond: Int = 0) -> RetryTokens {
        RetryTokens(percent: percent, perSecond: perSecond, window: .seconds(10), now: start)
    }

    @Test func tenRequestsPayForOneRetry() {
        var tokens = tokens()
        for _ in 0..<9 { tokens.requested(now: start) }
        let tooSoon = tokens.withdrawn(now: start)
        tokens.requested(now: start)
        let inTime = tokens.withdrawn(now: start)
        let again = tokens.withdrawn(now: start)
        #expect([tooSoon, inTime, again] == [false, true, false])
        #expect(tokens.refusedTotal == 2)
    }

    @Test func theFloorServesThoseWhoRarelyAsk() {
        var tokens = tokens(perSecond: 2)
        let atOnce = (0..<30).count { _ in tokens.withdrawn(now: start) }
        #expect(atOnce == 20)
        let soon = tokens.withdrawn(now: start + .seconds(9))
        let afterTheWindow = (0..<30).count { _ in tokens.withdrawn(now: start + .seconds(10)) }
        #expect(!soon && afterTheWindow == 20)
    }

    @Test func oldRequestsPayForNothing() {
        var tokens = tokens()
        for _ in 0..<1000 { tokens.requested(now: start) }
        #expect(tokens.balance(now: start + .seconds(9)) == 100)
        #expect(tokens.balance(now: start + .seconds(10)) == 0)
    }

    @Test func anOutageGrowsLoadByTheBudgetOnly() {
        var tokens = tokens(percent: 20, perSecond: 1)
        var retries = 0
        for call in 0..<10_000 {
            let now = start + .milliseconds(10 * call)
            tokens.requested(now: now)
            // Everything fails and everyone would try five times.
            for _ in 0..<4 where tokens.withdrawn(now: now) { retries += 1 }
        }
        #expect((2000...2200).contains(retries))
    }

    @Test(arguments: 0..<10)
    func noWindowHasMoreRetriesThanItMay(_ seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var tokens = tokens(percent: 15, perSecond: 1)
        var events: [(second: Int, isRetry: Bool)] = []
        var second = 0
        for _ in 0..<3000 {
            second += Int.random(in: 0..<20, using: &generator) == 0 ? Int.random(in: 0...12, using: &generator) : 0
            let now = start + .seconds(second)
            if Bool.random(using: &generator) {
                tokens.requested(now: now)
                events.append((second, false))
            } else if tokens.withdrawn(now: now) {
                events.append((second, true))
            }
            let recent = events.filter { $0.second > second - 10 }
            let (retries, requests) = (recent.count { $0.isRetry }, recent.count { !$0.isRetry })
            let counts = tokens.counts(now: now)
            #expect(counts == RetryCounts(requests: requests, retries: retries))
            // What a retry was paid from may leave before it: at most a window's worth, so the law is over two.
            let before = events.filter { $0.second > second - 20 && !$0.isRetry }.count
            #expect(100 * retries <= 15 * before + 1000)
        }
    }
}
