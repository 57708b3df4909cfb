import Contracts
import Postgres

extension Playlists {
    static func onPlaylistDeleted(_ event: PlaylistDeleted) -> [SQL] {
        [PostgresChangeFeed.append(.removed, .playlist, event.id, owner: event.owner)]
    }
}
