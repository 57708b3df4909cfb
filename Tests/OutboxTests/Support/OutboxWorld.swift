import Bus
import Contracts
import NIOPosix
import Observability
import Outbox
import Postgres
import Redis
import Synchronization
import TestSupport

/// A schema with the bookkeeping tables and a table for effects, and a Redis database.
final class OutboxWorld: Sendable {
    let database: PostgresDatabase
    let url: String
    /// For looking into it.
    let redis: RedisClient
    let outbox: Outbox
    let writes: Writes
    private let endings = Mutex<[@Sendable () async -> Void]>([])

    fileprivate init(_ database: PostgresDatabase, url: String) async throws {
        self.database = database
        self.url = url
        redis = try Self.client(url, "test")
        outbox = Outbox(service: .media, client: redis)
        writes = Writes(database: database, outbox: outbox)
        try await redis.connect()
        let schema: String = try await database.query("SELECT current_schema()::text").only.get(0)
        try await Migrator(migrations: [.bookkeeping], logger: TestPostgres.quietLogger).run(on: database, schema: schema)
        try await database.execute("CREATE TABLE effects (label text UNIQUE NOT NULL)")
    }

    private static func client(_ url: String, _ name: String) throws -> RedisClient {
        RedisClient(
            configuration: try RedisConfiguration(url: url), name: name, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: TestPostgres.quietLogger)
    }

    func client(_ name: String) async throws -> RedisClient {
        let client = try Self.client(url, name)
        try await client.connect()
        atEnd { await client.close() }
        return client
    }

    func atEnd(_ ending: @escaping @Sendable () async -> Void) { endings.withLock { $0.append(ending) } }

    fileprivate func end() async {
        for ending in endings.withLock({ $0 }).reversed() { await ending() }
        await redis.close()
    }

    /// A relay of a replica of its own; `stop` as that replica would.
    @discardableResult
    func relay(_ name: String = "relay", destinations: [String: OutboxRelay.Deliver] = [:]) async throws -> Task<Void, Never> {
        let subscriber = RedisSubscriber(
            configuration: try RedisConfiguration(url: url), name: name, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: TestPostgres.quietLogger)
        try await subscriber.connect()
        let client = try await client(name)
        let relay = OutboxRelay(
            outbox: Outbox(service: .media, client: client), database: database, client: client, subscriber: subscriber,
            instance: name, destinations: destinations, metrics: MetricsRegistry(), logger: TestPostgres.quietLogger)
        let task = Task { await relay.run() }
        atEnd {
            task.cancel()
            await task.value
            await subscriber.close()
        }
        return task
    }

    func effects() async throws -> [String] {
        try await database.query("SELECT label FROM effects ORDER BY label").map { try $0.get(0) }
    }

    func count(_ table: String) async throws -> Int {
        try await database.query("SELECT count(*) FROM \(.identifier(table))").only.get(0)
    }

    func published() async throws -> [EventEnvelope] {
        try await redis.xrange(BusKeys.events(.media)).compactMap { entry in
            EventEnvelope(service: .media, header: entry["h"] ?? [], body: entry["b"] ?? [])
        }
    }
}

/// Lends it, and stops at the end what was started in it.
func withOutboxWorld(url: String = TestRedis.database(), _ body: (OutboxWorld) async throws -> Void) async throws {
    try await TestPostgres.withSchema { database in
        let world = try await OutboxWorld(database, url: url)
        do {
            try await body(world)
        } catch {
            await world.end()
            throw error
        }
        await world.end()
    }
}
