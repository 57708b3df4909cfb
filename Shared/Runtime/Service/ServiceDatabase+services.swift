import Bus
import Contracts
import Observability
import Outbox
import Postgres
import ServiceLifecycle

extension ServiceDatabase {
    /// What runs: first the pool, then the relay and the consumers, `own` parts, and last, so that it stops first, the responder.
    ///
    /// - Parameters:
    ///   - listensTo: the services whose events `inbox` handles.
    ///   - destinations: where the relay takes rows that are not facts.
    package func services(
        answers: Answers, inbox: Inbox? = nil, listensTo: [ServiceName] = [], destinations: [String: OutboxRelay.Deliver] = [:],
        own: [any Service] = []
    ) async throws -> [any Service] {
        collectMetrics()
        let instance = runtime.configuration.instance
        let relay = OutboxRelay(
            outbox: outbox, database: database, client: runtime.redis, subscriber: runtime.subscriber, instance: instance,
            destinations: destinations, logger: runtime.logger)
        let housekeeping = Housekeeping(database: database, inbox: inbox, logger: runtime.logger)
        var services: [any Service] = [
            AtTheEnd { await database.close() },
            Background("pool") { await database.run() },
            Background("housekeeping") { await housekeeping.run() },
            Background("outbox relay") { await relay.run() },
        ]
        if let inbox {
            for source in listensTo { services.append(try await consumer(of: source, inbox)) }
        }
        return services + own + [try await responder(answers)]
    }

    private func consumer(of source: ServiceName, _ inbox: Inbox) async throws -> Background {
        let consumer = EventConsumer(
            source: source, group: runtime.service, instance: runtime.configuration.instance, client: runtime.redis,
            blocking: try await runtime.blockingClient("events:\(source.rawValue)"), inbox: inbox, logger: runtime.logger)
        return Background("events of \(source.rawValue)") { await consumer.run() }
    }

    private func responder(_ answers: Answers) async throws -> Background {
        var settings = ResponderConfiguration()
        settings.concurrency = runtime.configuration.requestConcurrency
        settings.drain = runtime.configuration.shutdown.drain * 0.8
        let responder = RedisResponder(
            service: runtime.service, consumer: runtime.configuration.instance, client: runtime.redis,
            blocking: try await runtime.blockingClient("requests"), subscriber: runtime.subscriber, answers: answers,
            configuration: settings, executor: runtime.executor, logger: runtime.logger)
        return Background("responder") { await responder.run() }
    }

    private func collectMetrics() {
        let most = database.configuration.maximumConnections
        runtime.metrics.onCollect {
            let pool = database.statistics
            return [
                .gauge("postgres_connections_idle", help: "Connections nobody uses.", Double(pool.idle)),
                .gauge("postgres_connections_busy", help: "Connections in use.", Double(pool.busy)),
                .gauge("postgres_acquire_waiting", help: "Callers that wait for a connection.", Double(pool.waiting)),
                .gauge(
                    "postgres_acquire_oldest_seconds", help: "How long whoever waits longest for a connection has been waiting.",
                    pool.oldestWaitingSince.map { $0.duration(to: .now) / .seconds(1) } ?? 0),
                .counter("postgres_connections_created_total", help: "Connections made.", Double(pool.created)),
                .counter("postgres_connections_failed_total", help: "Attempts to connect that failed.", Double(pool.failed)),
                .counter(
                    "postgres_slow_queries_total", help: "Statements that took as long as is logged.",
                    Double(database.monitor.slowStatements.count)),
                .counter("postgres_acquire_timeouts_total", help: "Callers that got no connection.", Double(pool.timeouts)),
                .gauge("postgres_connections_max", help: "Connections that there may be.", Double(most)),
                .counter("postgres_acquired_total", help: "Times that a caller got a connection.", Double(pool.acquired)),
                .counter(
                    "postgres_acquire_wait_seconds_total", help: "What those callers waited for it, together.", pool.waited / .seconds(1)),
                .counter(
                    "postgres_connection_busy_seconds_total", help: "What connections were in use, together.", pool.used / .seconds(1)),
            ]
        }
    }
}
