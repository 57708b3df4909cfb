package struct PlaylistChanged: Event {
    package static let name = "playlist.changed.v1"
    package static let service = ServiceName.playlists

    package var id: PlaylistID
    package var owner: UserID
    package var isPublic: Bool
    package var version: Int64
    package var key: String { id.description }

    package init(id: PlaylistID, owner: UserID, isPublic: Bool, version: Int64) {
        self.id = id
        self.owner = owner
        self.isPublic = isPublic
        self.version = version
    }
}

package struct PlaylistCreated: Event {
    package static let name = "playlist.created.v1"
    package static let service = ServiceName.playlists

    package var id: PlaylistID
    package var owner: UserID
    package var isPublic: Bool
    package var key: String { id.description }

    package init(id: PlaylistID, owner: UserID, isPublic: Bool) {
        self.id = id
        self.owner = owner
        self.isPublic = isPublic
    }
}

package struct PlaylistDeleted: Event {
    package static let name = "playlist.deleted.v1"
    package static let service = ServiceName.playlists

    package var id: PlaylistID
    package var owner: UserID
    package var key: String { id.description }

    package init(id: PlaylistID, owner: UserID) {
        self.id = id
        self.owner = owner
    }
}
