import Testing

@testable import Observability

@Suite final class AlertEngineTests {
    private static let slow = AlertRule(
        "Slow", .warning, .apiTime, above: 100, .seconds, margin: 0.1, for: .seconds(10), recovery: .seconds(20), minimumSamples: 5,
        "It is slow.")
    private static let few = AlertRule(
        "Few", .warning, .cacheHits, below: 0.8, .ratio, margin: 0.1, for: .seconds(10), recovery: .seconds(20), "They are few.")
    private static let dead = AlertRule(
        "Dead", .warning, .deadLetters, above: 0, .count, for: .zero, recovery: .zero, "It is dead.")

    private var engine = AlertEngine(rules: [AlertEngineTests.slow, AlertEngineTests.few, AlertEngineTests.dead])

    private func figure(_ measure: Measure, _ value: Double, samples: Int? = nil, instance: String = "a") -> ObservedFigure {
        ObservedFigure(Measurement(measure, value, samples: samples), service: "media", instance: instance)
    }

    private func state(_ value: Double, at second: Int64, samples: Int = 50) -> TrackedAlert.State? {
        _ = engine.judge([figure(.apiTime, value, samples: samples)], at: second * 1000)
        return engine.alerts.first?.state
    }

    @Test func firesOnceItHasBeenBadForLongEnough() {
        #expect(state(101, at: 0) == .pending)
        #expect(state(500, at: 9) == .pending)
        #expect(state(101, at: 10) == .firing)
        #expect(engine.alerts.first?.since == 10_000)
        #expect(engine.alerts.first?.began == 0)
    }

    @Test func oneGoodFigureBeginsThePatienceAnew() {
        #expect(state(101, at: 0) == .pending)
        #expect(state(99, at: 5) == nil)
        #expect(state(101, at: 6) == .pending)
        #expect(state(101, at: 15) == .pending)
        #expect(state(101, at: 16) == .firing)
    }

    @Test func isResolvedOnlyOnceItHasBeenWellOnTheGoodSide() {
        _ = state(101, at: 0)
        #expect(state(101, at: 10) == .firing)
        // Below the threshold, but not by a tenth.
        for second in stride(from: Int64(11), to: 100, by: 5) { #expect(state(95, at: second) == .firing) }
        #expect(state(80, at: 101) == .firing)
        #expect(state(80, at: 120) == .firing)
        #expect(state(80, at: 121) == .resolved)
    }

    @Test func oneFigureNearTheThresholdBeginsTheRecoveryAnew() {
        _ = state(101, at: 0)
        _ = state(101, at: 10)
        #expect(state(80, at: 11) == .firing)
        #expect(state(95, at: 30) == .firing)
        #expect(state(80, at: 32) == .firing)
        #expect(state(80, at: 51) == .firing)
        #expect(state(80, at: 52) == .resolved)
    }

    @Test func lowerIsWorseWhereTheRuleSaysSo() {
        for second in 0..<3 { _ = engine.judge([figure(.cacheHits, 0.99)], at: Int64(second) * 10_000) }
        #expect(engine.alerts.isEmpty)
        _ = engine.judge([figure(.cacheHits, 0.5)], at: 30_000)
        let fired = engine.judge([figure(.cacheHits, 0.5)], at: 40_000)
        #expect(fired.map(\.state) == [.firing])
        // 0.85 is good, but not by a tenth.
        _ = engine.judge([figure(.cacheHits, 0.85)], at: 50_000)
        #expect(engine.judge([figure(.cacheHits, 0.85)], at: 70_000).isEmpty)
        _ = engine.judge([figure(.cacheHits, 0.95)], at: 80_000)
        #expect(engine.judge([figure(.cacheHits, 0.95)], at: 100_000).map(\.state) == [.resolved])
    }

    @Test func aSampleTooSmallToJudgeIsNoNews() {
        for second in 0..<10 { #expect(state(900, at: Int64(second) * 5, samples: 4) == nil) }
        #expect(state(900, at: 60, samples: 5) == .pending)
    }

    @Test func whatIsNotANumberIsNoNews() {
        #expect(state(.nan, at: 0) == nil)
        #expect(state(.infinity, at: 1) == nil)
    }

    @Test func aFigureThatIsNotThereAnyMoreIsGood() {
        _ = state(101, at: 0)
        #expect(state(101, at: 10) == .firing)
        _ = engine.judge([], at: 15_000)
        #expect(engine.judge([], at: 35_000).map(\.state) == [.resolved])
    }

    @Test func withoutPatienceItFiresAndEndsAtOnce() {
        #expect(engine.judge([figure(.deadLetters, 1)], at: 0).map(\.state) == [.firing])
        #expect(engine.judge([figure(.deadLetters, 3)], at: 1000).isEmpty)
        #expect(engine.alerts.first?.value == 3)
        #expect(engine.judge([figure(.deadLetters, 0)], at: 2000).map(\.state) == [.resolved])
    }

    @Test func everyReplicaIsJudgedByItself() {
        for second in [0, 10] {
            _ = engine.judge(
                [figure(.apiTime, 500, samples: 9, instance: "a"), figure(.apiTime, 5, samples: 9, instance: "b")], at: Int64(second) * 1000
            )
        }
        #expect(engine.alerts.map(\.key.instance) == ["a"])
    }

    @Test func whatAllReplicasTellTheSameIsOneAlertAndTheWorstOfThem() {
        let figures = [("a", 1.0), ("b", 7), ("c", 0)].map { name, value in
            ObservedFigure(Measurement(.deadLetters, value, of: "requests", isShared: true), service: "media", instance: name)
        }
        #expect(engine.judge(figures, at: 0).count == 1)
        #expect(engine.alerts.map(\.value) == [7])
        #expect(engine.alerts.first?.key.instance == nil)
    }

    @Test func anotherGoesOnFromWhatOneHasFollowed() {
        _ = state(101, at: 0)
        var next = AlertEngine(rules: engine.rules, alerts: engine.alerts, judgedAt: 5000)
        #expect(next.judge([figure(.apiTime, 101, samples: 9)], at: 10_000).map(\.state) == [.firing])
        #expect(next.alerts.first?.began == 0)
    }

    @Test func afterALongPauseThePatienceBeginsAnew() {
        _ = state(101, at: 0)
        #expect(state(101, at: 600) == .pending)
        #expect(state(101, at: 609) == .pending)
        #expect(state(101, at: 610) == .firing)
    }

    @Test func aRuleThatIsGoneTakesItsAlertsWithIt() {
        _ = engine.judge([figure(.deadLetters, 1)], at: 0)
        #expect(AlertEngine(rules: [Self.slow], alerts: engine.alerts).alerts.isEmpty)
    }

    @Test func aResolvedAlertIsShownForAWhileAndMayFireAgain() {
        _ = engine.judge([figure(.deadLetters, 1)], at: 0)
        _ = engine.judge([figure(.deadLetters, 0)], at: 1000)
        _ = engine.judge([figure(.deadLetters, 0)], at: 800_000)
        #expect(engine.alerts.map(\.state) == [.resolved])
        #expect(engine.judge([figure(.deadLetters, 1)], at: 801_000).map(\.state) == [.firing])
        _ = engine.judge([], at: 802_000)
        _ = engine.judge([], at: 802_000 + AlertEngine.memory)
        #expect(engine.alerts.isEmpty)
    }

    @Test func followsNoMoreThanAnybodyCouldRead() {
        let figures = (0..<2000).map { figure(.deadLetters, 1, instance: "\($0)") }
        #expect(engine.judge(figures, at: 0).count == AlertEngine.mostAlerts)
    }

    @Test func firingOnesComeFirst() {
        _ = engine.judge([figure(.deadLetters, 1), figure(.apiTime, 900, samples: 9)], at: 0)
        #expect(engine.alerts.map(\.state) == [.firing, .pending])
    }
}
