import JSON

/// The caller's own playlists, newest first.
package struct ListPlaylists: Request {
    package typealias Reply = Page<Playlist>
    package static let name = "playlists.mine.v1"
    package static let service = ServiceName.playlists

    package var limit: Int
    package var cursor: String?

    package init(limit: Int, cursor: String?) {
        self.limit = limit
        self.cursor = cursor
    }
}

/// Everyone's public playlists, newest first.
package struct ListPublicPlaylists: Request {
    package typealias Reply = Page<Playlist>
    package static let name = "playlists.public.v1"
    package static let service = ServiceName.playlists

    package var limit: Int
    package var cursor: String?

    package init(limit: Int, cursor: String?) {
        self.limit = limit
        self.cursor = cursor
    }
}

package struct GetPlaylist: Request {
    package typealias Reply = Playlist
    package static let name = "playlists.get.v1"
    package static let service = ServiceName.playlists

    package var id: PlaylistID

    package init(id: PlaylistID) { self.id = id }
}

package struct ListPlaylistItems: Request {
    package typealias Reply = Page<PlaylistEntry>
    package static let name = "playlists.items.v1"
    package static let service = ServiceName.playlists

    package var id: PlaylistID
    package var limit: Int
    package var cursor: String?

    package init(id: PlaylistID, limit: Int, cursor: String?) {
        self.id = id
        self.limit = limit
        self.cursor = cursor
    }
}

/// Which of the caller's playlists hold these media; media in none are left out.
package struct ListPlaylistsHolding: Request {
    package struct Reply: CodedJSON, Sendable {
        /// By media id.
        package var playlists: [String: [PlaylistSummary]]
        package init(playlists: [String: [PlaylistSummary]]) { self.playlists = playlists }
    }
    package static let name = "playlists.holding.v1"
    package static let service = ServiceName.playlists

    /// At most 100.
    package var media: [MediaID]

    package init(media: [MediaID]) { self.media = media }
}
