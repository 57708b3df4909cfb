import Testing

@testable import Postgres

@Suite struct PreparedStatementsTests {
    private func key(_ text: String, _ types: [UInt32] = []) -> PreparedStatements.Key {
        PreparedStatements.Key(text: text, types: types)
    }

    @Test func evictsTheLeastRecentlyUsed() {
        var statements = PreparedStatements(capacity: 2)
        let first = statements.insert(key("a")).name
        let second = statements.insert(key("b")).name
        #expect(statements.name(for: key("a")) == first)
        #expect(statements.insert(key("c")).evicted == second)
        #expect(statements.name(for: key("b")) == nil)
        #expect(statements.count == 2)
    }

    @Test func tellsEqualTextsOfDifferentTypesApart() {
        var statements = PreparedStatements(capacity: 2)
        _ = statements.insert(key("a", [0, 1184]))
        #expect(statements.name(for: key("a")) == nil)
    }

    @Test func neverUsesANameTwice() {
        var statements = PreparedStatements(capacity: 1)
        let names = (0..<100).map { statements.insert(key("\($0)")).name }
        #expect(Set(names).count == 100)
    }
}
