import Testing

@testable import Caching

@Suite struct TierHealthTests {
    private func recovery(_ plan: TierHealth.Plan) throws -> TierHealth.Recovery {
        guard case .recover(let recovery) = plan else { throw Unexpected(plan: plan) }
        return recovery
    }

    private struct Unexpected: Error {
        let plan: TierHealth.Plan
    }

    private func proven(connection: Int = 0) throws -> TierHealth {
        var health = TierHealth()
        health.recovered(try recovery(health.plan(connection: connection, now: at(0))))
        return health
    }

    @Test func isProvenBeforeItIsUsed() throws {
        var health = TierHealth()
        let first = try recovery(health.plan(connection: 3, now: at(0)))
        #expect(!first.mustRenew)
        #expect(health.plan(connection: 3, now: at(0)) == .skip)
        health.recovered(first)
        #expect(health.plan(connection: 3, now: at(0)) == .use)
        #expect(health.isProven(connection: 3))
    }

    @Test func anotherConnectionIsProvenAnew() throws {
        var health = try proven(connection: 3)
        #expect(!health.isProven(connection: 4))
        #expect(try !recovery(health.plan(connection: 4, now: at(0))).mustRenew)
    }

    @Test func isEmptiedAfterAnInvalidationThatFailed() throws {
        var health = try proven()
        health.distrust()
        #expect(!health.isProven(connection: 0))
        let emptying = try recovery(health.plan(connection: 0, now: at(0)))
        #expect(emptying.mustRenew)
        health.recovered(emptying)
        #expect(health.plan(connection: 0, now: at(0)) == .use)
    }

    /// The new epoch may have been written before the invalidation that it should make up for.
    @Test func anInvalidationThatFailsDuringTheRecoveryNeedsAnother() throws {
        var health = try proven()
        health.distrust()
        let first = try recovery(health.plan(connection: 0, now: at(0)))
        health.distrust()
        health.recovered(first)
        #expect(!health.isProven(connection: 0))
        #expect(try recovery(health.plan(connection: 0, now: at(0))).mustRenew)
    }

    @Test func aDoubtBeforeTheFirstProofIsNotForgotten() throws {
        var health = TierHealth()
        let first = try recovery(health.plan(connection: 0, now: at(0)))
        health.distrust()
        health.recovered(first)
        #expect(try recovery(health.plan(connection: 0, now: at(0))).mustRenew)
    }

    @Test func aDoubtOutlivesFailedRecoveriesAndOtherConnections() throws {
        var health = try proven()
        health.distrust()
        _ = try recovery(health.plan(connection: 0, now: at(0)))
        health.recoveryFailed(now: at(0))
        health.epochMissed()
        #expect(try recovery(health.plan(connection: 5, now: at(10))).mustRenew)
    }

    @Test func restsAfterAFailureAndThenOneTries() throws {
        var health = try proven()
        health.failed(now: at(0))
        #expect(health.isResting(now: at(0.099)))
        #expect(health.plan(connection: 0, now: at(0.099)) == .skip)
        #expect(health.plan(connection: 0, now: at(0.1)) == .use)
        #expect(health.plan(connection: 0, now: at(0.1)) == .skip)
        health.succeeded()
        #expect(health.plan(connection: 0, now: at(0.1)) == .use)
        #expect(health.plan(connection: 0, now: at(0.1)) == .use)
    }

    @Test func restsLongerEachTimeUpToABound() throws {
        var health = try proven()
        var (now, rests): (Duration, [Duration]) = (.zero, [])
        for _ in 0..<9 {
            health.failed(now: at(0) + now)
            let steps = (1...100).map { Duration.milliseconds(50 * $0) }
            let rest = try #require(steps.first { !health.isResting(now: at(0) + now + $0) })
            rests.append(rest)
            now += rest
        }
        #expect(rests == [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000].map { .milliseconds($0) })
    }

    @Test func withoutAnEpochItIsProvenAnew() throws {
        var health = try proven()
        health.epochMissed()
        #expect(try !recovery(health.plan(connection: 0, now: at(0))).mustRenew)
    }

    /// The law: it is used on a connection only if the last proof is for it and came after the last doubt.
    @Test(arguments: 0..<100)
    func isNeverUsedWithADoubt(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var health = TierHealth()
        var (connection, now, doubts): (Int, Double, Int) = (0, 0, 0)
        var underWay: (recovery: TierHealth.Recovery, doubts: Int)?
        var proof: (connection: Int, doubts: Int)?
        var hasDoubt = false
        for _ in 0..<500 {
            now += Double.random(in: 0...0.3, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: connection += 1
            case 1:
                health.distrust()
                (doubts, hasDoubt) = (doubts + 1, true)
            case 2: health.failed(now: at(now))
            case 3: health.epochMissed()
            case 4:
                guard let (recovery, doubtsThen) = underWay else { continue }
                health.recovered(recovery)
                (proof, underWay) = ((recovery.connection, doubtsThen), nil)
                if doubtsThen == doubts { hasDoubt = false }
            case 5 where underWay != nil:
                health.recoveryFailed(now: at(now))
                underWay = nil
            default:
                switch health.plan(connection: connection, now: at(now)) {
                case .use: #expect(proof?.connection == connection && proof?.doubts == doubts)
                case .recover(let recovery):
                    #expect(underWay == nil && recovery.mustRenew == hasDoubt)
                    underWay = (recovery, doubts)
                case .skip: break
                }
            }
        }
    }
}
