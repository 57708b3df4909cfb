import Testing

@testable import Resilience

struct RequestPriorityTests {
    private let start = ContinuousClock.now

    private func state(limit: Int) -> LimiterState {
        var policy = AdaptiveLimitPolicy()
        (policy.minimum, policy.initial, policy.maximum) = (1, limit, 200)
        return LimiterState(policy: policy, now: start)
    }

    @Test(arguments: [(RequestPriority.low, 16), (.normal, 18), (.critical, 20)])
    func eachMayFillItsShareOfTheLimit(_ priority: RequestPriority, _ share: Int) {
        var state = state(limit: 20)
        let letIn = (0..<50).count { _ in state.requested(priority) }
        #expect(letIn == share)
        #expect(state.snapshot.shed[priority] == 50 - share)
    }

    @Test func theHigherGoesWhereTheLowerIsShed() {
        var state = state(limit: 20)
        for _ in 0..<18 { _ = state.requested(.normal) }
        let answers = [RequestPriority.low, .normal, .critical, .critical, .critical].map { state.requested($0) }
        #expect(answers == [false, false, true, true, false])
        #expect(state.snapshot.shed == [.low: 1, .normal: 1, .critical: 1])
    }

    @Test func theSmallestLimitLetsOneOfAnyIn() {
        for priority in RequestPriority.allCases {
            var state = state(limit: 1)
            let answers = [state.requested(priority), state.requested(.critical)]
            #expect(answers == [true, false])
        }
    }

    @Test func underOverloadTheLowestPaysAndTheCriticalHardlyDoes() {
        var server = SimulatedServer(workers: 20, serviceTime: 0.05, rate: 200)
        server.run(seconds: 60)
        server.rate = 800
        // One in ten is critical.
        let mix: [RequestPriority] = [.critical] + Array(repeating: .normal, count: 4) + Array(repeating: .low, count: 5)
        server.run(seconds: 30, priorities: mix)
        let report = server.run(seconds: 120, priorities: mix)
        let shares = RequestPriority.allCases.map { report.shedShare(of: $0) }
        #expect(shares[0] < 0.02)
        #expect(shares[0] < shares[1] && shares[1] < shares[2])
        #expect(shares[2] > 0.5)
    }
}
