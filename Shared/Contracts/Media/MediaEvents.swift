/// What other services show of a media item.
package struct MediaFacts: Codable, Sendable, Hashable {
    package var id: MediaID
    package var type: MediaType
    package var source: MediaSource
    package var title: String
    package var artist: String?
    package var album: String?
    package var durationSeconds: Double?
    package var thumbnailUrl: String?
    /// Grows with each change of the item: an older one must not replace a newer one.
    package var version: Int64

    package init(
        id: MediaID, type: MediaType, source: MediaSource, title: String, artist: String?, album: String?,
        durationSeconds: Double?, thumbnailUrl: String?, version: Int64
    ) {
        self.id = id
        self.type = type
        self.source = source
        self.title = title
        self.artist = artist
        self.album = album
        self.durationSeconds = durationSeconds
        self.thumbnailUrl = thumbnailUrl
        self.version = version
    }
}

package struct MediaAdded: Event {
    package static let name = "media.added.v1"
    package static let service = ServiceName.media

    package var media: MediaFacts
    package var key: String { media.id.description }

    package init(media: MediaFacts) { self.media = media }
}

package struct MediaChanged: Event {
    package static let name = "media.changed.v1"
    package static let service = ServiceName.media

    package var media: MediaFacts
    package var key: String { media.id.description }

    package init(media: MediaFacts) { self.media = media }
}

package struct MediaRemoved: Event {
    package static let name = "media.removed.v1"
    package static let service = ServiceName.media

    package var id: MediaID
    package var version: Int64
    package var key: String { id.description }

    package init(id: MediaID, version: Int64) {
        self.id = id
        self.version = version
    }
}

package struct LibraryScanned: Event {
    package static let name = "library.scanned.v1"
    package static let service = ServiceName.media

    package var library: LibraryID
    /// Absent in facts of before it was told.
    package var name: String?
    package var requestedBy: UserID?
    package var summary: ScanSummary
    package var key: String { library.description }

    package init(library: LibraryID, name: String? = nil, requestedBy: UserID?, summary: ScanSummary) {
        self.library = library
        self.name = name
        self.requestedBy = requestedBy
        self.summary = summary
    }
}

/// Somebody played an item. Counted by the service that published it, in batches, off the request's path.
package struct MediaPlayed: Event {
    package static let name = "media.played.v1"
    package static let service = ServiceName.media

    package var media: MediaID
    package var at: Timestamp
    package var key: String { media.description }

    package init(media: MediaID, at: Timestamp) {
        self.media = media
        self.at = at
    }
}
