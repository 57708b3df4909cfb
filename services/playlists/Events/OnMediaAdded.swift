import Contracts
import Postgres

extension Playlists {
    static func onMediaAdded(_ event: MediaAdded, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute(try PostgresPlaylistStore.remember([event.media]))
    }
}
