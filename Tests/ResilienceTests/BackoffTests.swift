import Testing

@testable import Resilience

struct BackoffTests {
    private let backoff = Backoff(base: .milliseconds(100), maximum: .seconds(5))

    @Test func ceilingsDoubleUpToTheMaximum() {
        let ceilings = (0..<8).map { backoff.ceiling(attempt: $0) }
        #expect(
            ceilings == [
                .milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800), .milliseconds(1600),
                .milliseconds(3200), .seconds(5), .seconds(5),
            ])
        #expect(backoff.ceiling(attempt: .max) == .seconds(5))
    }

    @Test func delaysFillTheWholeRangeUpToTheCeiling() {
        var generator = SplitMix(seed: 7)
        for attempt in [0, 3, 10] {
            let ceiling = backoff.ceiling(attempt: attempt)
            let shares = (0..<2000).map { _ in backoff.delay(attempt: attempt, using: &generator) / ceiling }
            #expect(shares.allSatisfy { (0...1).contains($0) })
            #expect(shares.contains { $0 < 0.05 } && shares.contains { $0 > 0.95 })
            #expect(abs(shares.reduce(0, +) / 2000 - 0.5) < 0.05)
        }
    }

    @Test func successStartsOver() {
        var generator = SplitMix(seed: 1)
        var backoff = backoff
        for _ in 0..<20 { #expect(backoff.next(using: &generator) <= .seconds(5)) }
        backoff.reset()
        #expect(backoff.next(using: &generator) <= .milliseconds(100))
    }
}
