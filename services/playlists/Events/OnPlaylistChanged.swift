import Contracts
import Postgres

extension Playlists {
    static func onPlaylistChanged(_ event: PlaylistChanged, _ connection: PostgresConnection) async throws {
        _ = try await connection.batch(PostgresChangeFeed.append(.changed, .playlist, event.id, owner: event.owner))
    }
}
