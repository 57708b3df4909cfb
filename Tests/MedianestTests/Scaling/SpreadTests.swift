import Foundation
import Testing

@testable import medianest

@Suite struct SpreadTests {
    /// The chi-squared table at 95 %: two degrees of freedom are shape 1, ten are shape 5; and half a degree is very uneven.
    @Test(arguments: [(1.0, 5.991), (5.0, 18.307), (0.5, 3.841), (50.0, 124.342)])
    func quantilesOfTheGammaDistributionAreTheTables(shape: Double, chiSquared: Double) {
        #expect(abs(IncompleteGamma.quantile(shape: shape, 0.95) * 2 - chiSquared) < 0.001)
    }

    @Test(arguments: [0.0, 0.01, 0.3, 1, 2]) func aSpreadKeepsItsMoments(variation: Double) {
        let spread = Spread(Moments(mean: 0.25, variation: variation))
        let variance = spread.points.reduce(0) { $0 + ($1 - 0.25) * ($1 - 0.25) } / Double(spread.points.count)
        #expect(abs(spread.mean - 0.25) < 0.002)
        #expect(abs(variance / 0.0625 - variation) < 0.1 * variation + 1e-3)
        #expect(spread.points == spread.points.sorted())
    }

    @Test func momentsComeFromSums() {
        let moments = Moments(count: 4, sum: 10, squares: 30)  // 1, 2, 3 and 4
        #expect(moments.mean == 2.5)
        #expect(abs(moments.variance - 1.25) < 1e-12)
        #expect(Moments(count: 0, sum: 0, squares: 0) == Moments(mean: 0, variation: 0))
    }

    @Test func aHistogramsQuantileLiesEvenlyInItsBucket() {
        let buckets = Buckets(bounds: [1, 2, 4], cumulative: [10, 20, 30, 30], sum: 50)
        #expect(buckets.quantile(0.5) == 1.5)
        #expect(buckets.quantile(1) == 4)
        #expect(Buckets(bounds: [1], cumulative: [0, 10], sum: 90).quantile(0.5) == 1)
        #expect(Buckets().p95 == nil)
    }

    @Test func kindsOfRequestsAreWeighed() {
        let fast = Response.Kind(weight: 0.9, work: Spread(Moments(mean: 0.001, variation: 0)), wait: .none)
        let slow = Response.Kind(weight: 0.1, work: Spread(Moments(mean: 1, variation: 0)), wait: .none)
        let response = Response(kinds: [fast, slow], overhead: 0.5)
        #expect(abs(response.quantile(0.5) - 0.501) < 1e-6)
        #expect(abs(response.p95 - 1.5) < 1e-6)
    }
}
