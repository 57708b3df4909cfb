import Foundation
import Redis
import Testing

@testable import Jobs

@Suite struct EstimateTests {
    private func times(_ milliseconds: [Double]) -> RunTimes {
        var hash: [String: RESPValue] = [:]
        for value in milliseconds {
            let bucket = "\(RunTimes.bucket(of: .microseconds(Int(value * 1000))))"
            hash[bucket] = .integer((hash[bucket]?.int ?? 0) + 1)
        }
        return RunTimes(hash)
    }

    @Test func aBucketIsRightWithinATenth() {
        for value in stride(from: 1.0, to: 1e6, by: 997.3) {
            let middle = RunTimes.milliseconds(of: RunTimes.bucket(of: .microseconds(Int(value * 1000))))
            #expect(abs(middle / value - 1) < 0.1, "\(value)")
        }
        #expect(RunTimes.bucket(of: .microseconds(10)) == 0)
    }

    @Test func quantilesAreThoseOfTheRuns() {
        let runs = times((1...1_000).map(Double.init))
        #expect(abs(runs.quantile(0.5) / 500 - 1) < 0.2)
        #expect(abs(runs.quantile(0.95) / 950 - 1) < 0.2)
        #expect(abs(runs.mean / 500 - 1) < 0.1)
        #expect(runs.quantile(0.5, beyond: 700) > 700)
        #expect(RunTimes([:]).quantile(0.5) == 0)
    }

    /// Against a simulation of the same line.
    @Test(arguments: [(0, 1), (9, 1), (40, 3), (200, 8)]) func theEstimateFitsASimulation(ahead: Int, slots: Int) throws {
        var random = SystemRandomNumberGenerator()
        func run() -> Double { -200 * log(Double.random(in: 0.000001..<1, using: &random)) }
        let runs = times((0..<4_000).map { _ in run() })
        let finishes = (0..<2_000).map { _ -> Double in
            // All slots are busy when the job arrives; a memoryless run has as long to go as a new one.
            var free = (0..<slots).map { _ in run() }
            for _ in 0..<ahead {
                free.sort()
                free[0] += run()
            }
            return (free.min() ?? 0) + run()
        }.sorted()
        let estimate = try #require(FinishEstimate(times: runs, slots: slots, running: slots).estimate(ahead: ahead, now: 0))
        #expect(abs(Double(estimate.p50.milliseconds) / finishes[1_000] - 1) < 0.3)
        #expect(abs(Double(estimate.p95.milliseconds) / finishes[1_900] - 1) < 0.3)
    }

    @Test func nothingIsToldThatIsNotKnown() {
        #expect(FinishEstimate(times: RunTimes([:]), slots: 3, running: 0).estimate(ahead: 0, now: 0) == nil)
        #expect(FinishEstimate(times: times([5]), slots: 0, running: 0).estimate(ahead: 0, now: 0) == nil)
    }
}
