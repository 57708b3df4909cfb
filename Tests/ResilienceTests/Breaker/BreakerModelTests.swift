import Testing

@testable import Resilience

struct BreakerModelTests {
    private let start = ContinuousClock.now

    /// Small numbers, so that every rule is met often.
    private var policy: BreakerPolicy {
        var policy = BreakerPolicy()
        policy.consecutiveFailures = 4
        policy.minimumCalls = 8
        policy.failureRatio = 0.6
        policy.window = .seconds(60)
        policy.buckets = 6
        policy.openTime = .seconds(20)
        policy.probeTime = .seconds(15)
        return policy
    }

    @Test(arguments: 0..<40)
    func behavesLikeTheListOfAllThatHappened(_ seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var (breaker, model) = (BreakerState(policy: policy, now: start), NaiveBreaker(policy: policy))
        var underWay: [Int: (ticket: BreakerState.Ticket, call: NaiveBreaker.Call)] = [:]
        let failing = Double.random(in: 0.1...0.6, using: &generator)
        var second = 0
        for number in 0..<2000 {
            second += Int.random(in: 0...(Int.random(in: 0..<40, using: &generator) == 0 ? 90 : 2), using: &generator)
            let now = start + .seconds(second)
            switch Int.random(in: 0..<100, using: &generator) {
            case 0..<45:
                let expected = model.request(number, at: second)
                let action = breaker.requested(now: now)
                switch (action, expected.call) {
                case (.admit(let ticket), let call?): underWay[number] = (ticket, call)
                case (.reject(let retryAfter), nil): #expect(retryAfter == .seconds(expected.retryAfter))
                default: Issue.record("\(action) where \(expected) was expected")
                }
            case 45..<98:
                guard let (number, call) = underWay.randomElement(using: &generator) else { continue }
                // Some are never heard of again and some are told twice.
                if Int.random(in: 0..<10, using: &generator) > 0 { underWay[number] = nil }
                let isSlow = Double.random(in: 0..<1, using: &generator) < failing
                let outcome = randomOutcome(failing: failing, using: &generator)
                breaker.ended(call.ticket, outcome, after: isSlow ? .seconds(3) : .seconds(1), now: now)
                model.end(number, call.call, outcome, slow: isSlow, at: second)
            case 98: interfere(&breaker, &model, second, using: &generator)
            default: underWay = [:]
            }
            expectSame(breaker, model, at: second)
        }
        #expect(breaker.log.count > 10, "the walk met few of the rules")
    }

    private func expectSame(_ breaker: BreakerState, _ model: NaiveBreaker, at second: Int) {
        let snapshot = breaker.snapshot(now: start + .seconds(second))
        let recent = model.recent(at: second)
        #expect(snapshot.mode == model.mode)
        #expect(
            snapshot.counts == BreakerCounts(calls: recent.count, failures: recent.count { $0.failed }, slow: recent.count { $0.slow }))
        #expect(snapshot.consecutiveFailures == model.failuresInRow(at: second))
        #expect(snapshot.rejectedTotal == model.rejected)
        #expect(snapshot.transitionsTotal == model.transitions)
        #expect(snapshot.probes <= policy.concurrentProbes)
        #expect(snapshot.probes == model.probes.count)
        #expect(snapshot.probeSuccesses == model.successes)
    }

    private func interfere(
        _ breaker: inout BreakerState, _ model: inout NaiveBreaker, _ second: Int, using generator: inout SplitMix
    ) {
        let now = start + .seconds(second)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0:
            breaker.open(for: nil, now: now)
            model.enter(.open)
        case 1:
            breaker.open(for: .seconds(7), now: now)
            model.enter(.open, until: second + 7)
        case 2:
            breaker.halfOpen(now: now)
            model.enter(.halfOpen)
        default:
            breaker.close(now: now)
            model.enter(.closed)
        }
    }

    private func randomOutcome(failing: Double, using generator: inout SplitMix) -> BreakerOutcome {
        switch Double.random(in: 0..<1, using: &generator) {
        case ..<failing: .failed
        case ..<(failing + 0.1): .ignored
        default: .succeeded
        }
    }
}
