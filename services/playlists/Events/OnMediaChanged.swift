import Contracts
import Postgres

extension Playlists {
    static func onMediaChanged(_ event: MediaChanged) throws -> [SQL] {
        [
            try PostgresPlaylistStore.remember([event.media]),
            PostgresChangeFeed.append(.changed, .media, event.media.id, owner: nil),
        ]
    }
}
