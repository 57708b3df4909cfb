import Foundation
import Testing

@testable import medianest

/// Against exact results and published tables.
@Suite struct StationTests {
    private func station(_ arrivals: Double, mean: Double = 1, variation: Double = 1, servers: Int = 1) -> Station {
        Station(arrivals: arrivals, service: Moments(mean: mean, variation: variation), servers: servers)
    }

    /// Erlang C by its sum of powers and factorials, as textbooks print it.
    private func erlangC(_ offered: Double, _ servers: Int) -> Double {
        let term = { (count: Int) in pow(offered, Double(count)) / tgamma(Double(count) + 1) }
        let last = term(servers) * Double(servers) / (Double(servers) - offered)
        return last / ((0..<servers).reduce(0) { $0 + term($1) } + last)
    }

    @Test(arguments: [(2.0, 3, 0.4444), (8.0, 10, 0.4092), (0.5, 1, 0.5), (1.0, 2, 0.3333), (5.0, 6, 0.5875)])
    func theProbabilityOfWaitingIsErlangsTable(offered: Double, servers: Int, expected: Double) {
        let found = station(offered, servers: servers).waitProbability
        #expect(abs(found - expected) < 1e-4)
        #expect(abs(found - erlangC(offered, servers)) < 1e-12)
    }

    @Test func manyServersDoNotOverflow() {
        let found = station(950, servers: 1000).waitProbability
        #expect(found > 0.02 && found < 0.1)
    }

    @Test func aConstantServiceWaitsHalfAsLongAsAnExponentialOne() {
        let (constant, exponential) = (station(0.8, variation: 0), station(0.8))
        #expect(abs(exponential.meanWait - 4) < 1e-12)
        #expect(abs(constant.meanWait - 2) < 1e-12)
    }

    @Test func littlesLawHoldsForMM2() {
        // M/M/2 at 75 %: 1.9286 waiting (Allen, table of M/M/c).
        let two = station(1.5, servers: 2)
        #expect(abs(two.meanWait * 1.5 - 1.9286) < 1e-4)
    }

    @Test(arguments: [0.3, 0.6, 0.9, 0.97]) func the95thPercentileOfMM1IsExact(arrivals: Double) {
        let line = station(arrivals)
        let response = Response(kinds: [.init(weight: 1, work: Spread(line.service), wait: line.wait)])
        let exact = -log(0.05) / (1 - arrivals)
        #expect(abs(response.p95 / exact - 1) < 0.01)
    }

    @Test func anEmptyLineHasNoWaitAndAFullOneGrows() {
        #expect(station(0).meanWait == 0)
        #expect(station(0).waitProbability == 0)
        #expect(station(1).meanWait == .infinity)
        #expect(Response(kinds: [.init(weight: 1, work: Spread(Moments(mean: 1, variation: 0)), wait: station(2).wait)]).p95 == .infinity)
    }

    /// For 300 random stations: more arrivals never wait less, and one more server never waits longer.
    @Test func waitsGrowWithArrivalsAndFallWithServers() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let servers = Int.random(in: 1...64, using: &random)
            let mean = Double.random(in: 0.001...10, using: &random)
            let arrivals = Double.random(in: 0.01...0.98, using: &random) * Double(servers) / mean
            let base = station(arrivals, mean: mean, variation: .random(in: 0...5, using: &random), servers: servers)
            var (busier, wider) = (base, base)
            busier.arrivals *= 1.01
            wider.servers += 1
            #expect(base.meanWait <= busier.meanWait && wider.meanWait <= base.meanWait, "\(base)")
            #expect(base.wait.tail(beyond: mean) <= busier.wait.tail(beyond: mean) + 1e-12, "\(base)")
            #expect((0...1).contains(base.waitProbability), "\(base)")
        }
    }
}
