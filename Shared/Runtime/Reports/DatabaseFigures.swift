import Bus
import Contracts
import Observability
import Postgres
import Redis
import Synchronization

/// What a service with a database measures beside what every service does: its statements, its pool, and what it left lying.
final class DatabaseFigures: Sendable {
    let queries: Histogram
    let waits: Histogram
    private let windows = Mutex((queries: HistogramWindow(), waits: HistogramWindow()))

    init(_ metrics: MetricsRegistry) {
        queries = metrics.histogram("postgres_query_seconds", help: "From a statement's start on a connection to its answer.")
        waits = metrics.histogram("postgres_acquire_seconds", help: "From asking for a connection to having one.")
    }

    func tell(_ runtime: ServiceRuntime, _ database: PostgresDatabase) {
        runtime.figures.add { [self] now in measure(database, at: now) }
        runtime.figures.add { _ in await Self.outbox(database) }
        runtime.figures.add { [service = runtime.service, redis = runtime.redis] _ in await Self.deadLetters(of: service, redis) }
        runtime.figures.set(
            ReplicaFigures.Database(
                pool: { [self] now in
                    PoolFigures(database.statistics, database.configuration, waits: windows.withLock { $0.waits }, now: now)
                },
                statements: { now in
                    StatementFigures(database.monitor, threshold: database.configuration.slowQueryThreshold, now: now)
                }))
    }

    private func measure(_ database: PostgresDatabase, at now: ContinuousClock.Instant) -> [Measurement] {
        let time = windows.withLock { windows in
            windows.queries.read([queries], at: now)
            windows.waits.read([waits], at: now)
            return windows.queries
        }
        let pool = database.statistics
        let use = Double(pool.busy) / Double(max(1, database.configuration.maximumConnections))
        return [Measurement(.poolWaiting, Double(pool.waiting)), Measurement(.poolUse, use)]
            + (time.quantile(0.95).map { [Measurement(.queryTime, $0, samples: time.samples)] } ?? [])
    }

    /// Nothing while the database does not answer: the check of it says so.
    private static func outbox(_ database: PostgresDatabase) async -> [Measurement] {
        do {
            let rows = try await PostgresDeadline.$current.withValue(.now + .seconds(1)) {
                try await database.query(
                    "SELECT extract(epoch FROM clock_timestamp() - created_at)::float8 FROM outbox ORDER BY id LIMIT 1")
            }
            let age: Double = try rows.map { try $0.get(0) as Double }.first ?? 0
            return [Measurement(.outboxAge, max(0, age), isShared: true)]
        } catch {
            return []
        }
    }

    /// Of its requests, and of every service's events as far as it could not handle them.
    private static func deadLetters(of service: ServiceName, _ redis: RedisClient) async -> [Measurement] {
        var figures: [Measurement] = []
        let events = ServiceName.allCases.map { ("events of \($0.rawValue)", BusKeys.deadEvents($0, group: service.rawValue)) }
        for (name, key) in [("requests", BusKeys.deadRequests(service))] + events {
            do {
                let count = try await redis.xlen(key, deadline: .now + .seconds(1))
                figures.append(Measurement(.deadLetters, Double(count), of: name, isShared: true))
            } catch {
                // Redis is away; the check of it says so.
                return []
            }
        }
        return figures
    }
}
