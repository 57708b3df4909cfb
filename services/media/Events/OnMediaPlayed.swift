import Contracts
import Postgres

extension Media {
    /// This service's own fact, heard later: a play costs its request one row of the outbox.
    static func onMediaPlayed(_ event: MediaPlayed, _ connection: PostgresConnection) async throws {
        _ = try await connection.query("SELECT count_plays(ARRAY[\(event.media)], ARRAY[\(event.at)])")
    }
}
