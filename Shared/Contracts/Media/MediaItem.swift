import JSON

package enum MediaType: String, Codable, Sendable, Hashable, CaseIterable { case movie, show, music, photo }

package enum MediaSource: String, Codable, Sendable, Hashable, CaseIterable { case library, upload, plex, youtube }

/// A media item as the API shows it.
package struct MediaItem: Codable, Sendable, Hashable {
    package var id: MediaID
    package var type: MediaType
    package var source: MediaSource
    package var title: String
    package var description: String
    package var durationSeconds: Double?
    package var width: Int?
    package var height: Int?
    package var artist: String?
    package var album: String?
    package var year: Int?
    package var sizeBytes: Int64
    package var contentType: String
    package var thumbnailUrl: String?
    package var streamUrl: String
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    /// Only with `include=playlists`: the caller's playlists that hold the item.
    package var playlists: [PlaylistSummary]?

    package init(
        id: MediaID, type: MediaType, source: MediaSource, title: String, description: String,
        durationSeconds: Double? = nil, width: Int? = nil, height: Int? = nil, artist: String? = nil, album: String? = nil,
        year: Int? = nil, sizeBytes: Int64, contentType: String, thumbnailUrl: String? = nil,
        createdAt: Timestamp, updatedAt: Timestamp, playlists: [PlaylistSummary]? = nil
    ) {
        self.id = id
        self.type = type
        self.source = source
        self.title = title
        self.description = description
        self.durationSeconds = durationSeconds
        self.width = width
        self.height = height
        self.artist = artist
        self.album = album
        self.year = year
        self.sizeBytes = sizeBytes
        self.contentType = contentType
        self.thumbnailUrl = thumbnailUrl
        self.streamUrl = "/api/v1/media/\(id)/stream"
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.playlists = playlists
    }
}
