import Contracts
import Outbox
import Postgres

/// How users want to be told, in the schema `workers`.
struct PostgresPreferenceStore: Sendable {
    let database: PostgresDatabase

    /// Of every type.
    func preferences(of user: UserID) async throws -> [NotificationPreference] {
        try Self.all(try await database.query(Self.rows(of: user)))
    }

    /// Of every type, as they are once the choices have replaced all earlier ones.
    static func replace(
        of user: UserID, with choices: [UpdateNotificationPreferences.Choice], _ connection: PostgresConnection
    ) async throws -> [NotificationPreference] {
        let chosen = choices.flatMap { choice in choice.channels.map { (choice.type.rawValue, $0.key.rawValue, "\($0.value)") } }
        _ = try await connection.batch([
            "DELETE FROM notification_preferences WHERE user_id = \(user)",
            """
            INSERT INTO notification_preferences (user_id, type, channel, enabled)
            SELECT \(user), type, channel, enabled
            FROM unnest(\(chosen.map(\.0))::text[], \(chosen.map(\.1))::text[], \(chosen.map(\.2))::text[]::boolean[]) AS chosen (type, channel, enabled)
            """,
        ])
        return try all(try await connection.query(rows(of: user)))
    }

    static func preference(
        of user: UserID, _ type: NotificationType, _ connection: PostgresConnection
    ) async throws -> NotificationPreference {
        NotificationPreference(type, chosen: try choices(try await connection.query(rows(of: user)))[type] ?? [:])
    }

    /// Who has chosen to be told of a type by any channel: whoever is, of a type that is off otherwise.
    static func users(wanting type: NotificationType, _ connection: PostgresConnection) async throws -> [UserID] {
        try await connection.query(
            "SELECT DISTINCT user_id FROM notification_preferences WHERE type = \(type.rawValue) AND enabled"
        ).map { try $0.get(0) }
    }

    private static func rows(of user: UserID) -> SQL {
        "SELECT type, channel, enabled FROM notification_preferences WHERE user_id = \(user)"
    }

    private static func all(_ rows: PostgresRows) throws -> [NotificationPreference] {
        let chosen = try choices(rows)
        return NotificationType.allCases.map { NotificationPreference($0, chosen: chosen[$0] ?? [:]) }
    }

    /// What a later version knows and this one does not is passed over.
    private static func choices(_ rows: PostgresRows) throws -> [NotificationType: [NotificationChannel: Bool]] {
        var choices: [NotificationType: [NotificationChannel: Bool]] = [:]
        for row in rows {
            guard let type = NotificationType(rawValue: try row.get(0)), let channel = NotificationChannel(rawValue: try row.get(1))
            else { continue }
            choices[type, default: [:]][channel] = try row.get(2, as: Bool.self)
        }
        return choices
    }
}
