import Contracts
import Outbox
import Postgres

/// Who was told what, in the schema `workers`.
struct PostgresNotificationStore: Sendable {
    let database: PostgresDatabase

    private static let columns: SQL = "id, type, title, body, data, media_id, job_id, created_at, read_at"

    /// Newest first.
    func list(of user: UserID, unread: Bool?, after: TimeCursor?, limit: Int, scope: String) async throws -> Page<Notification> {
        let chosen: SQL = unread.map { $0 ? "AND read_at IS NULL" : "AND read_at IS NOT NULL" } ?? ""
        let place: SQL = after.map { "AND (created_at, id) < (\($0.at), \($0.id)::uuid)" } ?? ""
        let rows = try await database.query(
            """
            SELECT \(Self.columns) FROM notifications WHERE user_id = \(user) \(chosen) \(place)
            ORDER BY created_at DESC, id DESC LIMIT \(limit + 1)
            """)
        var found = try rows.map(Self.notification)
        let hasMore = found.count > limit
        if hasMore { found.removeLast() }
        let next = hasMore ? found.last.map { TimeCursor(at: $0.createdAt, id: $0.id.description).text(scope: scope) } : nil
        return Page(items: found, nextCursor: next)
    }

    /// - Throws: 404 for one that is not there, or somebody else's.
    static func markRead(_ id: NotificationID, of user: UserID, _ connection: PostgresConnection) async throws {
        let marked = try await connection.execute(
            "UPDATE notifications SET read_at = coalesce(read_at, \(Timestamp.now())) WHERE id = \(id) AND user_id = \(user)")
        guard marked == 1 else { throw Problem.notFound("notification") }
    }

    static func markAllRead(of user: UserID, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute(
            "UPDATE notifications SET read_at = \(Timestamp.now()) WHERE user_id = \(user) AND read_at IS NULL")
    }

    private static func notification(_ row: PostgresRow) throws -> Notification {
        guard let type = NotificationType(rawValue: try row.get(1)) else {
            throw PostgresError(.decoding, "a notification of an unknown type")
        }
        return Notification(
            id: try row.get(0), type: type, title: try row.get(2), body: try row.get(3), data: try row.get(4),
            mediaId: try row.get(5), jobId: try row.get(6), createdAt: try row.get(7), readAt: try row.get(8))
    }
}
