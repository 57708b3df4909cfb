import Bus
import Caching
import Contracts

extension EventEnvelope {
    /// What falls with a committed fact; empty for one that no answer shows.
    /// - Throws: when the fact cannot be read.
    func tags() throws -> [CacheTag] {
        switch name {
        case MediaAdded.name: [.media(try decode(MediaAdded.self).media.id), .mediaLists]
        case MediaChanged.name: [.media(try decode(MediaChanged.self).media.id), .mediaLists]
        case MediaRemoved.name: [.media(try decode(MediaRemoved.self).id), .mediaLists]
        case PlaylistCreated.name: tags(of: try decode(PlaylistCreated.self).owner)
        case PlaylistChanged.name: tags(of: try decode(PlaylistChanged.self))
        case PlaylistDeleted.name: tags(of: try decode(PlaylistDeleted.self))
        // Playlists show their owners' names.
        case UserChanged.name: [.user(try decode(UserChanged.self).user), .anyPlaylist]
        default: []
        }
    }

    private func tags(of change: PlaylistChanged) -> [CacheTag] { [.playlist(change.id)] + tags(of: change.owner) }

    private func tags(of end: PlaylistDeleted) -> [CacheTag] { [.playlist(end.id)] + tags(of: end.owner) }

    private func tags(of owner: UserID) -> [CacheTag] { [.playlists(of: owner), .publicPlaylists] }
}
