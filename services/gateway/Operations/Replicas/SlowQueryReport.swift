import Contracts
import Runtime

/// What `/ops/slow-queries` says: each service's statements over all of its replicas, those first that took most in all. Each replica
/// tells of its fifty worst.
struct SlowQueryReport: Encodable {
    struct Item: Encodable {
        let service: String
        let statement: String
        var count: Int
        var totalMs: Double
        var meanMs: Double
        var minMs: Double
        var maxMs: Double
        /// How many replicas told of it.
        var replicas: Int
    }

    /// One run that took as long as is logged.
    struct Run: Encodable {
        let service: String
        let instance: String
        let statement: String
        let ms: Double
        let secondsAgo: Double
    }

    struct Log: Encodable {
        let thresholdMs: Double
        /// All of them, since the replicas started.
        let count: Int
        /// The last of them, newest first.
        let runs: [Run]
    }

    let items: [Item]
    let log: Log
    /// All that have a database, with those that did not answer.
    let replicas: [ReplicaStanding]

    init(_ known: [KnownReplica], limit: Int) {
        let own = known.filter { $0.service.needsPostgres }
        replicas = own.map(ReplicaStanding.init)
        let reports = own.compactMap(\.report)
        items = Array(Self.merged(reports).sorted { $0.totalMs > $1.totalMs }.prefix(limit))
        log = Log(reports, limit: limit)
    }

    private static func merged(_ reports: [ReplicaReport]) -> [Item] {
        var items: [String: Item] = [:]
        for report in reports {
            for statement in report.statements?.statements ?? [] {
                let key = "\(report.service.rawValue) \(statement.statement)"
                if items[key]?.add(statement) == nil { items[key] = Item(report.service, statement) }
            }
        }
        return Array(items.values)
    }
}

extension SlowQueryReport.Item {
    fileprivate init(_ service: ServiceName, _ figures: StatementFigures.Statement) {
        self.init(
            service: service.rawValue, statement: figures.statement, count: figures.count, totalMs: figures.totalMs,
            meanMs: figures.totalMs / Double(max(1, figures.count)), minMs: figures.minMs, maxMs: figures.maxMs, replicas: 1)
    }

    fileprivate mutating func add(_ figures: StatementFigures.Statement) {
        count += figures.count
        totalMs += figures.totalMs
        meanMs = totalMs / Double(max(1, count))
        minMs = min(minMs, figures.minMs)
        maxMs = max(maxMs, figures.maxMs)
        replicas += 1
    }
}

extension SlowQueryReport.Log {
    fileprivate init(_ reports: [ReplicaReport], limit: Int) {
        let figures = reports.compactMap(\.statements)
        thresholdMs = figures.map(\.slowThresholdMs).min() ?? 0
        count = figures.reduce(0) { $0 + $1.slowCount }
        let all = reports.flatMap { report in
            (report.statements?.slowest ?? []).map {
                SlowQueryReport.Run(
                    service: report.service.rawValue, instance: report.instance, statement: $0.statement, ms: $0.ms,
                    secondsAgo: $0.secondsAgo)
            }
        }
        runs = Array(all.sorted { $0.secondsAgo < $1.secondsAgo }.prefix(limit))
    }
}
