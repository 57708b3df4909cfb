import Contracts
import Postgres

/// What users have signed in with, in the schema `workers`.
enum PostgresDeviceStore {
    /// A device that nobody has used for so long is forgotten, and new again.
    private static let memory: Duration = .seconds(400 * 86_400)

    /// Remembers a device. Returns whether it is new for a user who has signed in before; a first sign-in is no news.
    static func isNews(
        _ device: Device, of user: UserID, at time: Timestamp, _ connection: PostgresConnection
    ) async throws -> Bool {
        _ = try await connection.execute("DELETE FROM devices WHERE user_id = \(user) AND last_seen < \(time - memory)")
        // Both parts see the table as it was before the statement.
        let rows = try await connection.query(
            """
            WITH seen AS (
                INSERT INTO devices (user_id, fingerprint, last_seen)
                VALUES (\(user), sha256(convert_to(\(device.identity(of: user)), 'UTF8')), \(time))
                ON CONFLICT (user_id, fingerprint) DO UPDATE SET last_seen = greatest(devices.last_seen, excluded.last_seen)
                RETURNING fingerprint
            )
            SELECT EXISTS (SELECT FROM devices WHERE user_id = \(user))
                AND NOT EXISTS (SELECT FROM devices WHERE user_id = \(user) AND fingerprint = (SELECT fingerprint FROM seen))
            """)
        return try rows.first?.get(0) ?? false
    }
}
