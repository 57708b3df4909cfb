import Contracts
import Postgres

extension Playlists {
    static func onPlaylistDeleted(_ event: PlaylistDeleted, _ connection: PostgresConnection) async throws {
        _ = try await connection.batch(PostgresChangeFeed.append(.removed, .playlist, event.id, owner: event.owner))
    }
}
