import Contracts
import Postgres

extension Playlists {
    static func onPlaylistChanged(_ event: PlaylistChanged) -> [SQL] {
        [PostgresChangeFeed.append(.changed, .playlist, event.id, owner: event.owner)]
    }
}
