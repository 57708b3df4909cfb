import Testing

@testable import Postgres

@Suite struct StatementTimeoutTests {
    @Test(arguments: [(900, 1), (1000, 1), (1001, 2), (4900, 5), (29_000, 30), (61_000, 300), (301_000, 0)])
    func takesTheSmallestStepThatCoversWhatRemains(milliseconds: Int, seconds: Int) {
        #expect(StatementTimeout.step(for: .milliseconds(milliseconds)) == seconds)
    }

    @Test func hasNoLimitWithoutADeadline() {
        #expect(StatementTimeout.step(for: nil) == 0)
    }

    @Test func changesOnlyWhenTheStepDiffers() {
        var timeout = StatementTimeout()
        #expect(timeout.change(for: .seconds(5)) == 5)
        timeout.succeeded(5, inTransaction: false)
        #expect(timeout.change(for: .milliseconds(4200)) == nil)
        #expect(timeout.change(for: .milliseconds(800)) == 1)
    }

    @Test func trustsNoSettingMadeInATransactionThatEnded() {
        var timeout = StatementTimeout()
        timeout.succeeded(5, inTransaction: true)
        #expect(timeout.change(for: .seconds(5)) == nil)
        timeout.transactionEnded()
        #expect(timeout.change(for: .seconds(5)) == 5)
    }
}
