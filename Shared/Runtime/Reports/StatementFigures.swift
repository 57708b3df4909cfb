import Postgres

/// How a replica's statements have done since it started. Times in milliseconds.
package struct StatementFigures: Codable, Sendable {
    package struct Statement: Codable, Sendable {
        package var statement: String
        package var count: Int
        package var totalMs: Double
        package var minMs: Double
        package var maxMs: Double
    }

    package struct SlowRun: Codable, Sendable {
        package var statement: String
        package var ms: Double
        package var secondsAgo: Double
    }

    /// Of so many a report tells: those that took most together, and those with the longest run.
    package static let most = (byTotal: 40, byMaximum: 10)

    package var slowThresholdMs: Double
    /// Runs at or above the threshold.
    package var slowCount: Int
    package var slowest: [SlowRun]
    package var statements: [Statement]

    init(_ monitor: QueryMonitor, threshold: Duration, now: ContinuousClock.Instant) {
        let slow = monitor.slowStatements
        slowThresholdMs = threshold.milliseconds
        slowCount = slow.count
        slowest = slow.latest.map {
            SlowRun(
                statement: $0.statement, ms: $0.duration.milliseconds,
                secondsAgo: ($0.ended.duration(to: now) / .seconds(1)).rounded(toPlaces: 1))
        }
        statements = Self.worst(of: monitor.statistics).map {
            Statement(
                statement: $0.statement, count: $0.count, totalMs: $0.total.milliseconds, minMs: $0.minimum.milliseconds,
                maxMs: $0.maximum.milliseconds)
        }
    }

    private static func worst(of all: [StatementStatistics]) -> [StatementStatistics] {
        let byTotal = all.sorted { $0.total > $1.total }
        let rest = byTotal.dropFirst(most.byTotal).sorted { $0.maximum > $1.maximum }
        return Array(byTotal.prefix(most.byTotal)) + rest.prefix(most.byMaximum)
    }
}

extension Duration {
    fileprivate var milliseconds: Double { (self / .milliseconds(1)).rounded(toPlaces: 3) }
}
