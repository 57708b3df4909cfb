import Contracts
import Postgres

extension Playlists {
    static func onPlaylistCreated(_ event: PlaylistCreated, _ connection: PostgresConnection) async throws {
        _ = try await connection.batch(PostgresChangeFeed.append(.added, .playlist, event.id, owner: event.owner))
    }
}
