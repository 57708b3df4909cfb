import Testing

@testable import workers

@Suite struct ScanPatienceTests {
    private let start = ContinuousClock.now

    /// What it says of each look: pending, backlog, seconds since the start.
    private func verdicts(_ looks: [(pending: Int, backlog: Int, after: Int)]) -> [Bool] {
        var patience = ScanPatience()
        return looks.map { patience.isOver(pending: $0.pending, backlog: $0.backlog, now: start + .seconds($0.after)) }
    }

    @Test func itEndsWhenAllAreProbed() {
        #expect(verdicts([(2, 0, 0), (0, 9, 0)]) == [false, true])
    }

    @Test func itEndsWhenNothingMovesAndNoJobIsLeft() {
        #expect(verdicts([(2, 0, 0), (2, 0, 29), (2, 0, 30)]) == [false, false, true])
    }

    @Test func whatMovesIsWaitedFor() {
        #expect(verdicts([(2, 0, 0), (1, 0, 3600), (1, 0, 3629), (1, 0, 3630)]) == [false, false, false, true])
    }

    @Test func whatWaitsIsWaitedForAndACanaryIsNot() {
        #expect(verdicts([(2, 1, 0), (2, 1, 3600), (2, 0, 3629), (2, 0, 3630)]) == [false, false, false, true])
        #expect(verdicts([(2, 0, 0), (2, 1, 15), (2, 0, 16), (2, 1, 30)]) == [false, false, false, true])
    }
}
