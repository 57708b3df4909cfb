import Contracts
import Postgres

extension Playlists {
    static func onMediaChanged(_ event: MediaChanged, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute(try PostgresPlaylistStore.remember([event.media]))
    }
}
