import Bus
import Contracts
import Foundation
import Outbox
import Postgres
import TestSupport

@testable import playlists

/// The feed of changes in a schema of its own, and what lets facts arrive there.
struct FeedWorld: Sendable {
    let database: PostgresDatabase
    let inbox: Inbox
    let user = UserID.make()

    func feed(keeping retention: ChangeRetention = ChangeRetention()) -> PostgresChangeFeed {
        PostgresChangeFeed(database: database, retention: retention)
    }

    /// As the event stream would bring it.
    func arrive<E: Event>(_ event: E, sequence: Int64) async throws {
        try await inbox.handle([
            EventEnvelope(
                service: E.service, sequence: sequence, name: E.name, key: event.key, body: [UInt8](try JSONEncoder().encode(event)))
        ])
    }

    /// Appends a change of everyone's, and waits before it commits for what `hold` does.
    @discardableResult
    func append(_ id: MediaID = .make(), hold: @escaping @Sendable () async throws -> Void = {}) async throws -> MediaID {
        try await database.withTransaction { connection in
            _ = try await connection.execute(PostgresChangeFeed.append(.added, .media, id, owner: nil))
            try await hold()
        }
        return id
    }

    func append(count: Int, owner: UserID? = nil, at time: Timestamp = .now()) async throws {
        try await database.execute(
            """
            INSERT INTO changes (owner_id, kind, type, subject, at)
            SELECT \(owner?.uuid)::uuid, 'changed', 'playlist', gen_random_uuid(), \(time) FROM generate_series(1, \(count)::int)
            """)
    }

    /// Everything after a position, a page at a time, and where that ends.
    func walk(since: ChangePosition? = nil, as user: UserID? = nil, limit: Int = 7) async throws -> (changes: [Change], end: ChangePosition)
    {
        var (all, since): ([Change], ChangePosition?) = ([], since)
        while true {
            let page = try await feed().changes(for: user ?? self.user, since: since, limit: limit)
            all += page.changes
            since = try ChangePosition(text: page.next)
            if !page.hasMore, let since { return (all, since) }
        }
    }
}

func withFeedWorld(_ body: (FeedWorld) async throws -> Void) async throws {
    try await TestPostgres.withSchema { database in
        let schema: String = try await database.query("SELECT current_schema()::text").first?.get(0) ?? ""
        try await Migrator(migrations: [.bookkeeping] + Migration.playlists, logger: TestPostgres.quietLogger)
            .run(on: database, schema: schema)
        try await body(FeedWorld(database: database, inbox: Inbox(database: database, handlers: Playlists.handlers)))
    }
}
