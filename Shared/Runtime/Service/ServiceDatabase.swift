import Bus
import Contracts
import Logging
import Observability
import Outbox
import Postgres
import Resilience
import ServiceLifecycle

/// The half of a service that owns a schema: its pool, its migrations, its outbox and inbox, and how it answers.
package struct ServiceDatabase: Sendable {
    package let runtime: ServiceRuntime
    package let database: PostgresDatabase
    package let outbox: Outbox
    package let writes: Writes

    /// Waits for Postgres and brings the schema up to date.
    package init(_ runtime: ServiceRuntime, migrations: [Migration]) async throws {
        self.runtime = runtime
        let settings = runtime.configuration
        let figures = DatabaseFigures(runtime.metrics)
        let configuration = settings.postgresPool.configuration(
            url: settings.postgresURL?.reveal() ?? "", service: runtime.service, instance: settings.instance)
        let monitor = QueryMonitor(slowQueryThreshold: configuration.slowQueryThreshold, logger: runtime.logger) {
            figures.queries.observe($0)
        }
        let database = PostgresDatabase(configuration: configuration, logger: runtime.logger, monitor: monitor) {
            figures.waits.observe($0)
        }
        self.database = database
        outbox = Outbox(service: runtime.service, client: runtime.redis)
        writes = Writes(database: database, outbox: outbox)
        let schema = runtime.service.rawValue
        try await ServiceRuntime.connect(runtime.logger) {
            do {
                try await Migrator(migrations: [.bookkeeping] + migrations, logger: runtime.logger).run(on: database, schema: schema)
            } catch let error as PostgresError where error.isRefusedByPooler {
                throw ConfigurationError(problems: ["POSTGRES_URL: \(error.message)"])
            }
        }
        if settings.postgresPool.mode == .session, try await database.isBehindPooler() {
            runtime.logger.warning("a pooler stands before Postgres; if it pools by transaction, set POSTGRES_POOL_MODE=transaction")
        }
        runtime.health.add(
            HealthCheck("postgres", isCritical: true) {
                do {
                    _ = try await database.query("SELECT 1")
                    return .healthy
                } catch {
                    return .unhealthy("\(error)")
                }
            })
        figures.tell(runtime, database)
    }

    /// An empty set of answers that knows how this service's stores fail, and hands the request's deadline to its statements.
    package var noAnswers: Answers {
        var answers = Answers(logger: runtime.logger) { Problem(storage: $0) }
        answers.around = { context, answer in
            try await PostgresDeadline.$current.withValue(context.deadline.instant) {
                guard context.envelope.isSampled else { return try await answer() }
                let time = QueryTime()
                var told = try await QueryTime.$current.withValue(time) { try await answer() }
                told.explain("sql=\(time.total.milliseconds)")
                return told
            }
        }
        return answers
    }
}
