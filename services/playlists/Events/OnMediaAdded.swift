import Contracts
import Postgres

extension Playlists {
    static func onMediaAdded(_ event: MediaAdded) throws -> [SQL] {
        [
            try PostgresPlaylistStore.remember([event.media]),
            PostgresChangeFeed.append(.added, .media, event.media.id, owner: nil),
        ]
    }
}
