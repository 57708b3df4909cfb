import Contracts
import Postgres

extension Playlists {
    static func onMediaChanged(_ event: MediaChanged, _ connection: PostgresConnection) async throws {
        _ = try await connection.batch(
            [try PostgresPlaylistStore.remember([event.media])]
                + PostgresChangeFeed.append(.changed, .media, event.media.id, owner: nil))
    }
}
