import Testing

@testable import Observability

/// What holds of every alert, whatever its figure does.
@Suite struct AlertLawTests {
    private static let patience: Int64 = 10_000
    private static let recovery: Int64 = 20_000
    private static let rule = AlertRule(
        "Slow", .warning, .apiTime, above: 100, .seconds, margin: 0.1, for: .milliseconds(patience),
        recovery: .milliseconds(recovery), "It is slow.")

    /// A linear congruential generator: the same figures in every run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private struct Look {
        let at: Int64
        let value: Double
        let change: TrackedAlert.State?
    }

    /// Figures that wander, jump and stay, looked at every one to five seconds.
    private func looks(_ seed: UInt64) -> [Look] {
        var dice = Dice(state: seed)
        var engine = AlertEngine(rules: [Self.rule])
        var (now, level): (Int64, Double) = (0, 100)
        return (0..<400).map { _ in
            now += Int64.random(in: 1000...5000, using: &dice)
            if Int.random(in: 0..<8, using: &dice) == 0 { level = Double.random(in: 60...140, using: &dice) }
            let value = level + Double.random(in: -8...8, using: &dice)
            let changes = engine.judge([ObservedFigure(Measurement(.apiTime, value))], at: now)
            return Look(at: now, value: value, change: changes.first?.state)
        }
    }

    @Test(arguments: 1...40) func firesExactlyWhenTheLastFiguresWereAllBad(seed: Int) {
        let looks = looks(UInt64(seed))
        for (place, look) in looks.enumerated() where look.change == .firing {
            #expect(run(of: looks, endingAt: place) { $0 > 100 } >= Self.patience)
        }
    }

    @Test(arguments: 1...40) func endsExactlyWhenTheLastFiguresWereAllGood(seed: Int) {
        let looks = looks(UInt64(seed))
        for (place, look) in looks.enumerated() where look.change == .resolved {
            #expect(run(of: looks, endingAt: place) { $0 <= 90 } >= Self.recovery)
        }
    }

    /// So it cannot flap: between two fires there is a recovery and a patience, both whole.
    @Test(arguments: 1...40) func changesNoFasterThanPatienceAndRecovery(seed: Int) {
        let fires = looks(UInt64(seed)).filter { $0.change == .firing }
        for (one, next) in zip(fires, fires.dropFirst()) { #expect(next.at - one.at >= Self.patience + Self.recovery) }
    }

    @Test(arguments: 1...40) func noNoiseAroundTheThresholdMakesItFlap(seed: Int) {
        var dice = Dice(state: UInt64(seed))
        var engine = AlertEngine(rules: [Self.rule])
        var changes = 0
        for second in 0..<2000 {
            let value = 100 + Double.random(in: -9...9, using: &dice)
            changes += engine.judge([ObservedFigure(Measurement(.apiTime, value))], at: Int64(second) * 1000).count
        }
        // It may fire, once ten bad ones follow each other; what is so near the threshold never ends it.
        #expect(changes <= 1)
    }

    /// Nothing of this may hold because nothing ever fires.
    @Test func theFiguresDoFireAndEnd() {
        let changes = (1...40).flatMap { looks(UInt64($0)) }.compactMap(\.change)
        #expect(changes.count { $0 == .firing } > 40)
        #expect(changes.count { $0 == .resolved } > 40)
    }

    /// For how long, until that look, every figure passed the test.
    private func run(of looks: [Look], endingAt place: Int, _ isSuch: (Double) -> Bool) -> Int64 {
        guard isSuch(looks[place].value) else { return -1 }
        var first = place
        while first > 0, isSuch(looks[first - 1].value) { first -= 1 }
        return looks[place].at - looks[first].at
    }
}
