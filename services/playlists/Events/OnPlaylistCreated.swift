import Contracts
import Postgres

extension Playlists {
    static func onPlaylistCreated(_ event: PlaylistCreated) -> [SQL] {
        [PostgresChangeFeed.append(.added, .playlist, event.id, owner: event.owner)]
    }
}
