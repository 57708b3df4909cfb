import Contracts
import Outbox
import Postgres

/// Browsers that take pushed notifications, in the schema `workers`.
struct PostgresSubscriptionStore: Sendable {
    let database: PostgresDatabase
    static let mostOfUser = 20

    /// Oldest first.
    func list(of user: UserID) async throws -> [StoredSubscription] {
        try await database.query(
            "SELECT \(Self.columns) FROM push_subscriptions WHERE user_id = \(user) ORDER BY created_at, id"
        ).map(Self.subscription)
    }

    /// Nil for one that was given up meanwhile.
    func find(_ id: PushSubscriptionID) async throws -> StoredSubscription? {
        try await database.query("SELECT \(Self.columns) FROM push_subscriptions WHERE id = \(id)").first.map(Self.subscription)
    }

    static func delivered(_ id: PushSubscriptionID, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute("UPDATE push_subscriptions SET last_success_at = \(Timestamp.now()) WHERE id = \(id)")
    }

    static func forget(_ id: PushSubscriptionID, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute("DELETE FROM push_subscriptions WHERE id = \(id)")
    }

    static func ids(of user: UserID, _ connection: PostgresConnection) async throws -> [PushSubscriptionID] {
        try await connection.query("SELECT id FROM push_subscriptions WHERE user_id = \(user)").map { try $0.get(0) }
    }

    /// - Throws: 404 for one that is not there, or somebody else's.
    static func remove(_ id: PushSubscriptionID, of user: UserID, _ connection: PostgresConnection) async throws {
        let removed = try await connection.execute("DELETE FROM push_subscriptions WHERE id = \(id) AND user_id = \(user)")
        guard removed == 1 else { throw Problem.notFound("subscription") }
    }

    static func removeAll(of user: UserID, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute("DELETE FROM push_subscriptions WHERE user_id = \(user)")
    }

    static let columns: SQL = "id, endpoint, p256dh, auth, user_agent, created_at, last_success_at"

    static func subscription(_ row: PostgresRow) throws -> StoredSubscription {
        StoredSubscription(
            id: try row.get(0), endpoint: try row.get(1), p256dh: try row.get(2), auth: try row.get(3), userAgent: try row.get(4),
            createdAt: try row.get(5), lastSuccessAt: try row.get(6))
    }
}
