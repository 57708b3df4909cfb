import Testing

@testable import Resilience

struct RollingWindowTests {
    private let start = ContinuousClock.now

    @Test func forgetsABucketAtATime() {
        var window = RollingWindow<Int>(span: .seconds(120), buckets: 12, now: start)
        window.add(1, now: start)
        window.add(2, now: start + .seconds(15))
        let totals = [0, 119, 120, 129, 130, 500].map { window.total(now: start + .seconds(max(15, $0))) }
        #expect(totals == [3, 3, 2, 2, 0, 0])
    }

    @Test func aTimeBeforeTheNewestCountsAsTheNewest() {
        var window = RollingWindow<Int>(span: .seconds(120), buckets: 12, now: start)
        window.add(1, now: start + .seconds(60))
        window.add(1, now: start + .seconds(20))
        let totals = [171, 180].map { window.total(now: start + .seconds($0)) }
        #expect(totals == [2, 0])
    }

    @Test(arguments: 0..<10)
    func sumsWhatAListWouldSum(_ seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var window = RollingWindow<Int>(span: .seconds(60), buckets: 6, now: start)
        var events: [(second: Int, value: Int)] = []
        var second = 0
        for _ in 0..<2000 {
            second += Int.random(in: 0...(Int.random(in: 0..<50, using: &generator) == 0 ? 100 : 4), using: &generator)
            let value = Int.random(in: 0..<10, using: &generator)
            events.append((second, value))
            window.add(value, now: start + .seconds(second))
            let expected = events.filter { $0.second / 10 > second / 10 - 6 }.reduce(0) { $0 + $1.value }
            let total = window.total(now: start + .seconds(second))
            #expect(total == expected)
        }
    }
}
