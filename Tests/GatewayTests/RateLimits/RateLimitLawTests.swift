import Testing

@testable import gateway

/// What `LocalAllowance` promises, against an exact limiter, for callers of every temper.
struct RateLimitLawTests {
    private struct Walk {
        let limit: RateLimit
        let gateways: Int
        /// Of a question's way, and of its answer's; in microseconds.
        let delay: Int
        let world: SimulatedGateways
    }

    /// Requests in phases: some far below the limit, some far above, some all at once, with silence between.
    private func walk(_ delay: Int, _ random: inout SystemRandomNumberGenerator) -> Walk {
        let limit = RateLimit(perMinute: Int.random(in: 30...20_000, using: &random), burst: Int.random(in: 1...300, using: &random))
        let gateways = Int.random(in: 1...3, using: &random)
        var world = SimulatedGateways(limit, gateways: gateways, delay: 0...delay)
        for _ in 0..<12 {
            let spacing = [0, limit.interval / 5, limit.interval, limit.interval * 2].randomElement(using: &random) ?? 0
            let alone = Bool.random(using: &random) ? Int.random(in: 0..<gateways, using: &random) : nil
            for _ in 0..<Int.random(in: 1...150, using: &random) {
                let pause = Int.random(in: 0...2 * spacing, using: &random)
                world.request(alone ?? Int.random(in: 0..<gateways, using: &random), at: world.now + pause, using: &random)
            }
            world.advance(to: world.now + Int.random(in: 0...limit.burst, using: &random) * limit.interval, using: &random)
        }
        return Walk(limit: limit, gateways: gateways, delay: delay, world: world)
    }

    /// A bucket that holds so much more overflows nowhere: that is the promise for every span of time at once.
    private func checkThatNoSpanHoldsTooMany(_ walk: Walk) {
        let late = (2 * walk.delay + walk.limit.interval - 1) / walk.limit.interval
        var bucket = ExactBucket(walk.limit, burst: walk.limit.burst + walk.gateways * walk.limit.batch + late)
        let beyond = walk.world.admitted.filter { time in
            defer { bucket.charge(at: time) }
            return !bucket.hasToken(at: time)
        }
        #expect(beyond.isEmpty, "\(walk.limit), \(walk.gateways) gateways, \(walk.delay) µs: \(beyond.count) too many")
    }

    /// Of a bucket that every request is charged to at once, no more is left than what other gateways have in hand.
    private func checkThatNobodyIsRefusedWithoutReason(_ walk: Walk) {
        var bucket = ExactBucket(walk.limit)
        var charged = 0
        let unfair = walk.world.refused.filter { refusal in
            for time in walk.world.admitted[charged..<refusal.admitted] { bucket.charge(at: time) }
            charged = refusal.admitted
            return bucket.level(at: refusal.time) >= (1 + refusal.elsewhere) * walk.limit.interval + 2 * walk.delay
        }
        #expect(unfair.isEmpty, "\(walk.limit), \(walk.gateways) gateways, \(walk.delay) µs: \(unfair.count) refused too soon")
    }

    @Test(arguments: [0, 300, 20_000])
    func admitsNoMoreThanItSaysAndRefusesOnlyWhenNothingIsLeft(_ delay: Int) {
        var random = SystemRandomNumberGenerator()
        var refusals = 0
        for _ in 0..<150 {
            let walk = walk(delay, &random)
            checkThatNoSpanHoldsTooMany(walk)
            checkThatNobodyIsRefusedWithoutReason(walk)
            refusals += walk.world.refused.count
        }
        #expect(refusals > 1000, "the callers were too tame to show anything")
    }

    @Test func aSingleGatewayThatIsAnsweredAtOnceIsExact() {
        var random = SystemRandomNumberGenerator()
        let limit = RateLimit(perMinute: 600, burst: 50)
        var world = SimulatedGateways(limit, gateways: 1, delay: 0...0)
        var exact = ExactBucket(limit), wanted: [Int] = []
        for _ in 0..<2000 {
            let time = world.now + Int.random(in: 0...limit.interval * 2, using: &random) / Int.random(in: 1...4, using: &random)
            world.request(0, at: time, using: &random)
            if exact.take(1, at: time).tokens == 1 { wanted.append(time) }
        }
        #expect(world.refused.count > 100)
        // Tokens in hand are no longer in the bucket, which so refills a little more: at most a batch in all.
        #expect(zip(world.admitted, wanted).allSatisfy { $0 <= $1 })
        #expect(world.admitted.count >= wanted.count)
    }

    @Test func aBusyCallerSeldomWaitsForRedis() {
        var random = SystemRandomNumberGenerator()
        var world = SimulatedGateways(RateLimit(perMinute: 6_000), gateways: 1, delay: 500...500)
        for number in 1...5_000 { world.request(0, at: number * 12_500, using: &random) }
        #expect(world.refused.isEmpty)
        #expect(world.waits < 10, "\(world.waits) of 5000 waited")
        #expect(world.asks < 5_000 / 20, "\(world.asks) questions for 5000 requests")
    }
}
