import Caching
import Contracts

/// The names of what answers depend on, in one place. `TagGraph.mediaNest` tells which fall with which.
extension CacheTag {
    static func media(_ id: MediaID) -> CacheTag { CacheTag("media", id) }
    /// Every list of media, whatever its filter.
    static let mediaLists: CacheTag = "media:list"
    static let anyMedia = CacheTag(classOf: "media")
    static let searches = CacheTag(classOf: "media:search")
    static let trending: CacheTag = "media:trending"

    static func playlist(_ id: PlaylistID) -> CacheTag { CacheTag("playlist", id) }
    static let anyPlaylist = CacheTag(classOf: "playlist")
    static let publicPlaylists: CacheTag = "playlist:public"
    static func playlists(of user: UserID) -> CacheTag { CacheTag("user:playlists", user) }

    static func user(_ id: UserID) -> CacheTag { CacheTag("user", id) }
    static func profile(_ id: UserID) -> CacheTag { CacheTag("user:profile", id) }
}

extension RouteInput {
    /// Routes whose answers are the caller's own are for signed-in users only.
    var user: UserID {
        get throws(Problem) {
            guard let user = caller.userID else { throw .unauthenticated("This needs a signed-in user.") }
            return user
        }
    }
}
