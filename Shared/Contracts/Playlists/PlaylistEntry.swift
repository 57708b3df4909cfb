import JSON

/// One entry of a playlist: the media as playlists' own copy knows it, `null` when it was removed meanwhile.
package struct PlaylistEntry: Codable, JSONWritable, Sendable, Hashable {
    package struct Media: Codable, JSONWritable, Sendable, Hashable {
        package var id: MediaID
        package var type: MediaType
        package var source: MediaSource
        package var title: String
        package var artist: String?
        package var album: String?
        package var durationSeconds: Double?
        package var thumbnailUrl: String?

        package init(_ facts: MediaFacts) {
            id = facts.id
            type = facts.type
            source = facts.source
            title = facts.title
            artist = facts.artist
            album = facts.album
            durationSeconds = facts.durationSeconds
            thumbnailUrl = facts.thumbnailUrl
        }

        package func write(to writer: inout JSONWriter) {
            writer.object {
                $0.field("id", id)
                $0.field("type", type.rawValue)
                $0.field("source", source.rawValue)
                $0.field("title", title)
                $0.field("artist", ifPresent: artist)
                $0.field("album", ifPresent: album)
                $0.field("durationSeconds", ifPresent: durationSeconds)
                $0.field("thumbnailUrl", ifPresent: thumbnailUrl)
                $0.field("streamUrl", "/api/v1/media/\(id)/stream")
            }
        }
    }
    package var id: PlaylistItemID
    package var mediaId: MediaID
    package var addedAt: Timestamp
    package var media: Media?

    package init(id: PlaylistItemID, mediaId: MediaID, addedAt: Timestamp, media: Media?) {
        self.id = id
        self.mediaId = mediaId
        self.addedAt = addedAt
        self.media = media
    }

    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("id", id)
            $0.field("mediaId", mediaId)
            $0.field("addedAt", addedAt)
            $0.field("media", orNull: media)
        }
    }
}
