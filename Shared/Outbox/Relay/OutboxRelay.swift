import Bus
import Contracts
import Logging
import Observability
import Postgres
import Redis
import Resilience

/// Publishes what the outbox holds, in the order of its ids, and deletes it. One replica of a service at a time.
///
/// At least once: a relay that dies between publishing and deleting publishes again, and consumers deduplicate. Rows
/// committed late under a lower id are found at the next look: nothing is skipped, because nothing is remembered.
package final class OutboxRelay: Sendable {
    /// Delivers rows of one stream, in order. Throwing leaves them, and all after them, for the next try.
    package typealias Deliver = @Sendable ([OutboxRow]) async throws -> Void

    private let outbox: Outbox
    private let database: PostgresDatabase
    private let client: RedisClient
    private let subscriber: RedisSubscriber
    private let lease: StreamLease
    private let destinations: [String: Deliver]
    private let logger: Logger
    private let published: Counter
    private static let batch = 500
    private static let keptEvents = 10_000
    /// After a look the next one waits so long: the first row of a burst leaves at once, and those behind it together.
    private static let pause = Duration.milliseconds(8)

    /// - Parameter destinations: for each value of `stream` other than `Outbox.events`.
    package init(
        outbox: Outbox, database: PostgresDatabase, client: RedisClient, subscriber: RedisSubscriber, instance: String,
        destinations: [String: Deliver] = [:], metrics: MetricsRegistry = .shared, logger: Logger
    ) {
        self.outbox = outbox
        self.database = database
        self.client = client
        self.subscriber = subscriber
        self.destinations = destinations
        self.logger = logger
        published = metrics.counter("outbox_published_total", help: "Facts and jobs published from the outbox.")
        lease = StreamLease(
            key: BusKeys.eventLease(outbox.service, group: "outbox"), holder: instance, lifetime: StreamLease.usualLifetime,
            client: client)
    }

    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.lease.keep { self.outbox.signal.raise() } }
            group.addTask { await self.listen() }
            group.addTask { await self.tick() }
            group.addTask { await self.trim() }
            group.addTask { await self.relay() }
        }
        outbox.setRelaying(false)
        await lease.release()
    }

    private func relay() async {
        var backoff = Backoff(base: .milliseconds(20), maximum: .milliseconds(500))
        while !Task.isCancelled {
            await outbox.signal.wait()
            outbox.setRelaying(lease.isHeld)
            guard lease.isHeld, !Task.isCancelled else { continue }
            do {
                var found = 0
                repeat { found = try await publishBatch() } while found == Self.batch && lease.isHeld && !Task.isCancelled
                backoff.reset()
                if found > 0 { await sleep(Self.pause) }
            } catch {
                guard !Task.isCancelled else { return }
                logger.warning("outbox waits", metadata: ["error": "\(error)"])
                await sleep(backoff.next())
                outbox.signal.raise()
            }
        }
    }

    /// Returns how many rows it found.
    private func publishBatch() async throws -> Int {
        let rows = try await database.query(
            """
            SELECT id, stream, name, key, payload FROM outbox WHERE stream = ANY(\(known)) ORDER BY id
            LIMIT \(unescaped: String(Self.batch))
            """
        ).map { row in
            OutboxRow(
                id: try row.get(0), stream: try row.get(1), name: try row.get(2), key: try row.get(3), payload: try row.get(4))
        }
        guard !rows.isEmpty else { return 0 }
        for run in rows.runs { try await deliver(run) }
        // Nobody waits for the disk: a deletion that a crash undoes only publishes once more.
        _ = try await database.batch([
            "SELECT set_config('synchronous_commit', 'off', true)",
            "DELETE FROM outbox WHERE id = ANY(\(rows.map { Int($0.id) }))",
        ])
        published.increment(by: UInt64(rows.count))
        return rows.count
    }

    private func deliver(_ rows: [OutboxRow]) async throws {
        guard let stream = rows.first?.stream else { return }
        if stream == Outbox.events { return try await publish(rows) }
        try await destinations[stream]?(rows)
    }

    /// Rows for a destination that this relay was not given stay where they are, and nobody waits behind them.
    private var known: [String] { [Outbox.events] + destinations.keys }

    private func publish(_ rows: [OutboxRow]) async throws {
        let stream = EventStream(outbox.service)
        let replies = try await client.pipeline(
            rows.map { row in
                stream.append(
                    EventEnvelope(service: outbox.service, sequence: row.id, name: row.name, key: row.key, body: row.payload))
            })
        for case .error(let error) in replies { throw error }
    }

    /// Wakes from replicas that are not the relay.
    private func listen() async {
        for await _ in subscriber.subscribe(to: [BusKeys.outboxWake(outbox.service)]) { outbox.signal.raise() }
    }

    /// For wakes that were lost, and to notice the lease.
    private func tick() async {
        while !Task.isCancelled {
            outbox.signal.raise()
            await Pulse.next(.milliseconds(250))
        }
    }

    private func trim() async {
        while !Task.isCancelled {
            await sleep(.seconds(10))
            guard lease.isHeld else { continue }
            do {
                try await EventStream(outbox.service).trim(client, keep: Self.keptEvents)
            } catch {
                logger.debug("events not trimmed", metadata: ["error": "\(error)"])
            }
        }
    }
}

/// Sleeps; returns early when the task is cancelled, which the caller's loop sees by itself.
func sleep(_ duration: Duration) async {
    do { try await Task.sleep(for: duration) } catch { return }
}

extension [OutboxRow] {
    /// Neighbours of one stream together, the order kept.
    fileprivate var runs: [[OutboxRow]] {
        reduce(into: []) { runs, row in
            if runs.last?.last?.stream == row.stream { runs[runs.count - 1].append(row) } else { runs.append([row]) }
        }
    }
}
