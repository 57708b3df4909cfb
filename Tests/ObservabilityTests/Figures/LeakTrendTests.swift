import Testing

@testable import Observability

@Suite struct LeakTrendTests {
    private let start = ContinuousClock.now

    private func growth(minutes: Int, _ bytes: (Int) -> Double) -> Double? {
        var trend = LeakTrend()
        for minute in 0...minutes { trend.add(bytes(minute), at: start + .seconds(60 * minute)) }
        return trend.growth
    }

    @Test func aSteadyRiseIsTheSameShareForASmallProcessAndALargeOne() throws {
        let small = try #require(growth(minutes: 59) { 1e6 * (1 + Double($0) / 100) })
        let large = try #require(growth(minutes: 59) { 1e9 * (1 + Double($0) / 100) })
        #expect(abs(small - large) < 1e-9)
        #expect(small > 0.4 && small < 0.5)
    }

    @Test func nothingIsSaidBeforeHalfAnHour() {
        #expect(growth(minutes: 29) { 1e6 * Double($0 + 1) } == nil)
        #expect(growth(minutes: 30) { 1e6 * Double($0 + 1) } != nil)
    }

    @Test func whatStaysOrFallsOrSwingsLeaksNothing() {
        #expect(growth(minutes: 59) { _ in 5e8 } == 0)
        #expect(growth(minutes: 59) { 5e8 - Double($0) * 1e6 } == 0)
        #expect(growth(minutes: 59) { $0.isMultiple(of: 2) ? 5e8 : 7e8 } == 0)
    }

    @Test func aProcessThatHasWarmedUpLeaksNothing() {
        #expect(growth(minutes: 59) { $0 < 5 ? 1e8 : 5e8 } == 0)
    }

    @Test func onlyTheLastHourCounts() throws {
        #expect(try #require(growth(minutes: 200) { $0 < 100 ? 1e6 * Double($0 + 1) : 1e8 }) == 0)
    }

    @Test func oneReadingAMinuteIsKept() {
        var trend = LeakTrend()
        for second in 0..<1799 { trend.add(Double(second + 1) * 1e6, at: start + .seconds(second)) }
        #expect(trend.growth == nil)
    }
}
