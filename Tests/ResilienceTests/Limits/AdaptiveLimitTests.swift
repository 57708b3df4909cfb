import Testing

@testable import Resilience

/// Against a simulated server: what it can do is workers / service time, and what it needs in flight for that is its workers.
@Suite struct AdaptiveLimitTests {
    private let start = ContinuousClock.now

    @Test(arguments: 1...5) func growsToWhatTheServerCanDo(_ seed: UInt64) {
        var server = SimulatedServer(workers: 40, serviceTime: 0.05, rate: 780, seed: seed)
        server.run(seconds: 60)
        #expect(server.limit > 40)
        let steady = server.run(seconds: 60)
        #expect(steady.shedShare < 0.02)
    }

    @Test(arguments: 1...5) func overloadIsShedAndWhatIsLetInStaysQuick(_ seed: UInt64) {
        var server = SimulatedServer(workers: 20, serviceTime: 0.05, rate: 200, seed: seed)
        server.run(seconds: 60)
        server.rate = 800
        server.run(seconds: 30)
        let overloaded = server.run(seconds: 120)
        // Without a limit the line would grow by 400 calls a second; half of all calls is the least that has to go.
        #expect((0.48...0.54).contains(overloaded.shedShare))
        #expect(overloaded.latency < 0.15)
        #expect((20...60).contains(server.limit))
    }

    @Test(arguments: 1...5) func comesDownWhenTheServerLosesWorkersAndUpWhenTheyReturn(_ seed: UInt64) {
        var server = SimulatedServer(workers: 40, serviceTime: 0.05, rate: 1000, seed: seed)
        server.run(seconds: 60)
        let before = server.limit
        server.workers = 8
        server.run(seconds: 60)
        let low = server.limit
        server.workers = 40
        server.run(seconds: 60)
        #expect(low < before / 2)
        #expect(server.limit > 40)
        let after = server.run(seconds: 30)
        #expect(after.shedShare < 0.25, "a fifth is more than the server can do")
    }

    @Test(arguments: 1...5) func aSlowerDependencyIsNotTakenForAnOverload(_ seed: UInt64) {
        var server = SimulatedServer(workers: 40, serviceTime: 0.05, rate: 200, seed: seed)
        server.run(seconds: 60)
        server.serviceTime = 0.18
        server.run(seconds: 120)
        let slower = server.run(seconds: 120)
        #expect(slower.shedShare < 0.02, "40 workers at 0.18 s can do 222 a second")
    }

    @Test(arguments: 1...5) func aLongOverloadDoesNotTeachItThatSlowIsNormal(_ seed: UInt64) {
        var server = SimulatedServer(workers: 20, serviceTime: 0.05, rate: 200, seed: seed)
        server.run(seconds: 60)
        server.rate = 800
        server.run(seconds: 60)
        let early = server.limit
        server.run(seconds: 1200)
        #expect(server.limit < early * 3 / 2)
    }

    @Test func timeoutsBringItDownWithoutComparison() {
        var server = SimulatedServer(workers: 40, serviceTime: 0.05, rate: 100)
        server.run(seconds: 60)
        let before = server.limit
        server.patience = 0.001
        server.run(seconds: 10)
        #expect(server.limit < before / 2)
    }

    @Test func anIdleLimitStaysWhereItIs() {
        var server = SimulatedServer(workers: 40, serviceTime: 0.05, rate: 20)
        server.run(seconds: 10)
        let before = server.limit
        server.serviceTime = 0.1
        server.run(seconds: 600)
        #expect(server.limit == before)
    }

    @Test(arguments: 0..<20) func staysWithinItsBoundsWhateverItSees(_ seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var policy = AdaptiveLimitPolicy()
        (policy.minimum, policy.initial, policy.maximum) = (3, 10, 50)
        var (limit, milliseconds) = (AdaptiveLimit(policy: policy, now: start), 0)
        for _ in 0..<5000 {
            milliseconds += Int.random(in: 0...300, using: &generator)
            let latency = Duration.microseconds(Int.random(in: -5...(1 << Int.random(in: 0...30, using: &generator)), using: &generator))
            limit.ended(
                after: Int.random(in: 0..<200, using: &generator) == 0 ? nil : latency,
                inFlight: Int.random(in: 1...60, using: &generator), now: start + .milliseconds(milliseconds))
            #expect((3...50).contains(limit.limit))
        }
    }

    /// One call in three seconds, all of them under way at once: ten would take half a minute to come together.
    @Test func rareCallsMoveItWithinTheLongestWindow() {
        var (limit, now) = (AdaptiveLimit(policy: AdaptiveLimitPolicy(), now: start), start)
        for _ in 0..<4 {
            now += .seconds(3)
            limit.ended(after: nil, inFlight: 20, now: now)
        }
        #expect(limit.limit == 18, "the three of the first ten seconds have timed out; the fourth belongs to the next window")
        limit.ended(after: nil, inFlight: 20, now: now + .seconds(9))
        #expect(limit.limit == 18)
        limit.ended(after: nil, inFlight: 20, now: now + .seconds(10))
        #expect(limit.limit == 16)
    }

    @Test func whatWasSeenBeforeASilenceIsNotMixedWithWhatComesAfterIt() {
        var limit = AdaptiveLimit(policy: AdaptiveLimitPolicy(), now: start)
        for number in 1...5 { limit.ended(after: .milliseconds(10), inFlight: 20, now: start + .milliseconds(number)) }
        #expect(limit.baselineLatency == nil, "five calls are no window yet")
        limit.ended(after: .seconds(2), inFlight: 20, now: start + .seconds(3600))
        #expect(limit.baselineLatency == .milliseconds(10))
    }

    @Test func aSilenceAloneMovesNothing() {
        var limit = AdaptiveLimit(policy: AdaptiveLimitPolicy(), now: start)
        for hour in 1...3 { limit.ended(after: .milliseconds(10), inFlight: 1, now: start + .seconds(3600 * hour)) }
        #expect(limit.limit == 20)
        #expect(limit.baselineLatency == .milliseconds(10))
    }
}
