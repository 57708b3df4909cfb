import Contracts
import Postgres

extension Workers {
    /// For the digest.
    static func countNewMedia(_ event: MediaAdded, in period: Int64, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute(
            """
            INSERT INTO new_media AS counted (period, added) VALUES (\(period), 1)
            ON CONFLICT (period) DO UPDATE SET added = counted.added + 1
            """)
    }
}
