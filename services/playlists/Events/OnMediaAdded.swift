import Contracts
import Postgres

extension Playlists {
    static func onMediaAdded(_ event: MediaAdded, _ connection: PostgresConnection) async throws {
        _ = try await connection.batch(
            [try PostgresPlaylistStore.remember([event.media])]
                + PostgresChangeFeed.append(.added, .media, event.media.id, owner: nil))
    }
}
