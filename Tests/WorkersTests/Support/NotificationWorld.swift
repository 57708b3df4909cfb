import Contracts
import Foundation
import Jobs
import NIOPosix
import Outbox
import Postgres
import Redis
import TestSupport

@testable import workers

/// The schema `workers` and a Redis of its own, and what users of them would do.
struct NotificationWorld: Sendable {
    let database: PostgresDatabase
    let redis: RedisClient
    let user = UserID.make()

    var store: PostgresNotificationStore { PostgresNotificationStore(database: database) }
    var failedJobs: FailedJobs { FailedJobs(client: redis, database: database, logger: TestPostgres.quietLogger) }

    func add(_ notification: Contracts.Notification, for user: UserID? = nil) async throws {
        try await database.withTransaction { try await PostgresNotificationStore.add(notification, for: user ?? self.user, $0) }
    }

    func listed(for user: UserID? = nil) async throws -> [Contracts.Notification] {
        try await store.list(of: user ?? self.user, unread: nil, after: nil, limit: 5_000, scope: "").items
    }

    func choose(_ choices: UpdateNotificationPreferences.Choice..., for user: UserID? = nil) async throws {
        try await database.withTransaction { connection in
            _ = try await PostgresPreferenceStore.replace(of: user ?? self.user, with: choices, connection)
        }
    }

    func subscribe(_ endpoint: String = "https://push.example/\(UUID())", auth: String = "secret", as user: UserID? = nil) async throws
        -> PushSubscriptionID
    {
        let new = StoredSubscription(
            id: .make(), endpoint: endpoint, p256dh: "key", auth: auth, userAgent: nil, createdAt: .now(), lastSuccessAt: nil)
        return try await database.withTransaction {
            try await PostgresSubscriptionStore.subscribe(new, of: user ?? self.user, $0).id
        }
    }

    /// What waits to be published: the names of facts and the types of jobs.
    func outbox() async throws -> [String] {
        try await database.query("SELECT name FROM outbox ORDER BY id").map { try $0.get(0) }
    }

    /// As the engine tells of a job.
    @discardableResult
    func tell(_ kind: JobNews.Kind = .failed, type: String = LibraryScan.type, owner: UserID? = nil) async throws -> JobID {
        let job = JobID.make()
        _ = try await redis.send(
            RedisCommand(
                "XADD", JobKeys.news, "*", "job", job.description, "type", type, "owner", (owner ?? user).description, "kind",
                kind.rawValue, "percent", "", "message", "It broke."))
        return job
    }
}

func withNotificationWorld(_ body: (NotificationWorld) async throws -> Void) async throws {
    let redis = RedisClient(
        configuration: try RedisConfiguration(url: TestRedis.database()), name: "workers-test",
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: TestPostgres.quietLogger)
    try await redis.connect()
    let outcome: Result<Void, any Error>
    do {
        outcome = .success(
            try await TestPostgres.withSchema { database in
                let schema: String = try await database.query("SELECT current_schema()::text").first?.get(0) ?? ""
                try await Migrator(migrations: [.bookkeeping] + Migration.workers, logger: TestPostgres.quietLogger)
                    .run(on: database, schema: schema)
                try await body(NotificationWorld(database: database, redis: redis))
            })
    } catch {
        outcome = .failure(error)
    }
    await redis.close()
    try outcome.get()
}

extension Contracts.Notification {
    static func scan(at time: Timestamp = .now()) -> Self {
        Self(id: .make(), type: .scanFinished, title: "A scan has finished", body: "3 added.", createdAt: time)
    }
}
