import JSON

package struct CreatePlaylist: Request {
    package typealias Reply = Playlist
    package static let name = "playlists.create.v1"
    package static let service = ServiceName.playlists
    package static let successStatus = 201

    package var name: String
    package var description: String?
    package var isPublic: Bool?

    package init(name: String, description: String?, isPublic: Bool?) {
        self.name = name
        self.description = description
        self.isPublic = isPublic
    }
}

package struct UpdatePlaylist: Request {
    package struct Changes: Codable, Sendable {
        package var name: String?
        package var description: String?
        package var isPublic: Bool?

        package init(name: String?, description: String?, isPublic: Bool?) {
            self.name = name
            self.description = description
            self.isPublic = isPublic
        }
    }
    package typealias Reply = Playlist
    package static let name = "playlists.update.v1"
    package static let service = ServiceName.playlists

    package var id: PlaylistID
    package var changes: Changes
    /// The versions that `If-Match` allows; absent: any.
    package var ifVersions: [Int64]?

    package init(id: PlaylistID, changes: Changes, ifVersions: [Int64]?) {
        self.id = id
        self.changes = changes
        self.ifVersions = ifVersions
    }
}

package struct DeletePlaylist: Request {
    package typealias Reply = Nothing
    package static let name = "playlists.delete.v1"
    package static let service = ServiceName.playlists
    package static let successStatus = 204

    package var id: PlaylistID
    package var ifVersions: [Int64]?

    package init(id: PlaylistID, ifVersions: [Int64]?) {
        self.id = id
        self.ifVersions = ifVersions
    }
}

package struct AddPlaylistItems: Request {
    package struct Items: Codable, Sendable {
        package var mediaIds: [MediaID]
        package var position: Int?

        package init(mediaIds: [MediaID], position: Int?) {
            self.mediaIds = mediaIds
            self.position = position
        }
    }
    package typealias Reply = ItemList<PlaylistEntry>
    package static let name = "playlists.add-items.v1"
    package static let service = ServiceName.playlists
    package static let successStatus = 201

    package var id: PlaylistID
    package var items: Items

    package init(id: PlaylistID, items: Items) {
        self.id = id
        self.items = items
    }
}

package struct MovePlaylistItem: Request {
    package typealias Reply = PlaylistEntry
    package static let name = "playlists.move-item.v1"
    package static let service = ServiceName.playlists

    package var id: PlaylistID
    package var item: PlaylistItemID
    /// 0-based; past the end is the end.
    package var position: Int

    package init(id: PlaylistID, item: PlaylistItemID, position: Int) {
        self.id = id
        self.item = item
        self.position = position
    }
}

package struct RemovePlaylistItem: Request {
    package typealias Reply = Nothing
    package static let name = "playlists.remove-item.v1"
    package static let service = ServiceName.playlists
    package static let successStatus = 204

    package var id: PlaylistID
    package var item: PlaylistItemID

    package init(id: PlaylistID, item: PlaylistItemID) {
        self.id = id
        self.item = item
    }
}
