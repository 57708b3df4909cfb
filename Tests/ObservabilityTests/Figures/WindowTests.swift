import Testing

@testable import Observability

@Suite struct WindowTests {
    private let start = ContinuousClock.now

    @Test func growthIsThatOfTheSpanAlone() {
        var window = CountWindow(span: .seconds(10))
        for second in 0...100 { window.read([UInt64(second), 7], at: start + .seconds(second)) }
        #expect(window.growth == [10, 0])
    }

    @Test func aCounterThatBeganAnewBeginsANewWindow() {
        var window = CountWindow(span: .seconds(10))
        window.read([100], at: start)
        window.read([3], at: start + .seconds(1))
        #expect(window.growth == [0])
        window.read([5], at: start + .seconds(2))
        #expect(window.growth == [2])
    }

    @Test func theQuantileLiesInTheBucketOfItsRank() throws {
        let histogram = Histogram(bounds: [1, 2, 4])
        var window = HistogramWindow(bounds: [1, 2, 4], span: .seconds(60))
        window.read([histogram], at: start)
        #expect(window.quantile(0.5) == nil)
        for _ in 0..<90 { histogram.observe(0.5) }
        for _ in 0..<10 { histogram.observe(3.0) }
        window.read([histogram], at: start + .seconds(1))
        #expect(window.samples == 100)
        #expect(try #require(window.quantile(0.5)) < 1)
        let slow = try #require(window.quantile(0.95))
        #expect(slow > 2 && slow < 4)
    }

    @Test func aboveTheLastBoundItIsThatBound() {
        let histogram = Histogram(bounds: [1])
        var window = HistogramWindow(bounds: [1], span: .seconds(60))
        window.read([histogram], at: start)
        histogram.observe(50.0)
        window.read([histogram], at: start + .seconds(1))
        #expect(window.quantile(0.95) == 1)
    }

    @Test func whatWasSlowLongAgoIsForgotten() throws {
        let histogram = Histogram(bounds: [1, 10])
        var window = HistogramWindow(bounds: [1, 10], span: .seconds(60))
        window.read([histogram], at: start)
        for _ in 0..<100 { histogram.observe(9.0) }
        window.read([histogram], at: start + .seconds(1))
        for second in stride(from: 2, through: 200, by: 2) {
            histogram.observe(0.5)
            window.read([histogram], at: start + .seconds(second))
        }
        #expect(try #require(window.quantile(0.95)) <= 1)
    }
}
