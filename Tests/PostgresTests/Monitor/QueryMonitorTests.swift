import Testing

@testable import Postgres

@Suite struct QueryMonitorTests {
    @Test func keepsCountTotalMeanMinimumAndMaximum() throws {
        let monitor = QueryMonitor()
        for milliseconds in [10, 20, 60] { monitor.record("SELECT $1", .milliseconds(milliseconds)) }
        let statistics = try #require(monitor.statistics.first)
        #expect(statistics.count == 3)
        #expect(statistics.total == .milliseconds(90))
        #expect(statistics.mean == .milliseconds(30))
        #expect(statistics.minimum == .milliseconds(10))
        #expect(statistics.maximum == .milliseconds(60))
    }

    @Test func remembersTheLastOfThoseThatTookAsLongAsTheThreshold() {
        let monitor = QueryMonitor(slowQueryThreshold: .milliseconds(100))
        for number in 1...30 { monitor.record("SELECT \(number) FROM t\(number)", .milliseconds(100 + number)) }
        monitor.record("SELECT quick", .milliseconds(99))
        #expect(monitor.slowStatements.count == 30)
        #expect(monitor.slowStatements.latest.count == 20)
        #expect(monitor.slowStatements.latest.first?.statement == "SELECT ? FROM t30")
    }

    @Test func tellsHowLongEachTook() {
        let told = Log<Duration>()
        let monitor = QueryMonitor { told.append($0) }
        monitor.record("a", .milliseconds(3))
        monitor.record("b", .milliseconds(5))
        #expect(told.entries == [.milliseconds(3), .milliseconds(5)])
    }

    @Test func namesTheSlowestByTheirMean() {
        let monitor = QueryMonitor()
        for (statement, milliseconds) in [("a", 5), ("b", 50), ("c", 20)] {
            monitor.record(statement, .milliseconds(milliseconds))
        }
        #expect(monitor.slow(limit: 2).map(\.statement) == ["b", "c"])
    }

    @Test func countsTextsThatDifferOnlyInLiteralsAsOne() {
        let monitor = QueryMonitor()
        monitor.record("SELECT * FROM t WHERE a = 'x' AND b = 12", .milliseconds(1))
        monitor.record("SELECT *  FROM t\n WHERE a = 'it''s' AND b = 7.5", .milliseconds(1))
        #expect(monitor.statistics.map(\.statement) == ["SELECT * FROM t WHERE a = ? AND b = ?"])
        #expect(monitor.statistics.map(\.count) == [2])
    }

    @Test(arguments: [
        ("SELECT $1, media2, t1.c3", "SELECT $1, media2, t1.c3"), ("LIMIT 20;", "LIMIT ?;"), ("a=-1e5", "a=-?"), ("'open", "?"),
    ])
    func keepsNamesAndPlaceholders(sql: String, expected: String) {
        #expect(NormalisedStatement(sql).text == expected)
    }

    @Test func boundsTheNumberOfStatements() {
        let monitor = QueryMonitor(maximumStatements: 10)
        for name in 0..<1000 { monitor.record("SELECT a\(name)", .milliseconds(1)) }
        #expect(monitor.statistics.count == 11)
        #expect(monitor.statistics.map(\.count).reduce(0, +) == 1000)
    }
}
