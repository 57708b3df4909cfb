/// Walks a library and waits for the metadata of what it found.
package struct LibraryScan: JobPayload {
    package static let type = "library-scan"
    package static let queue = "media"

    package var library: LibraryID

    package init(library: LibraryID) { self.library = library }
}

/// Probes one file and records what it is.
package struct MetadataExtraction: JobPayload {
    package static let type = "metadata-extraction"
    package static let queue = "media"

    package var file: FileID
    package var location: LocatedFile
    /// The path that names are read from: `Season 1/…`, `… S01E02 …`; an upload's own file name.
    package var name: String
    /// Set for an upload, which has its item already.
    package var upload: MediaID?

    package init(file: FileID, location: LocatedFile, name: String, upload: MediaID?) {
        self.file = file
        self.location = location
        self.name = name
        self.upload = upload
    }
}

package struct ThumbnailGeneration: JobPayload {
    package static let type = "thumbnail-generation"
    package static let queue = "media"

    package var media: MediaID
    package var mediaType: MediaType
    package var location: LocatedFile
    package var durationSeconds: Double?

    package init(media: MediaID, mediaType: MediaType, location: LocatedFile, durationSeconds: Double?) {
        self.media = media
        self.mediaType = mediaType
        self.location = location
        self.durationSeconds = durationSeconds
    }

    /// The unique key of an item's job, by which whoever looks at the item finds it.
    package static func key(of media: MediaID) -> String { media.description }
}
