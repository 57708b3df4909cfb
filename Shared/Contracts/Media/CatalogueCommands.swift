import JSON

package struct UpdateMedia: Request {
    package struct Changes: Codable, Sendable {
        package var title: String?
        package var description: String?

        package init(title: String?, description: String?) {
            self.title = title
            self.description = description
        }
    }
    package typealias Reply = MediaItem
    package static let name = "media.update.v1"
    package static let service = ServiceName.media

    package var id: MediaID
    package var changes: Changes

    package init(id: MediaID, changes: Changes) {
        self.id = id
        self.changes = changes
    }
}

package struct RemoveMedia: Request {
    package typealias Reply = Nothing
    package static let name = "media.remove.v1"
    package static let service = ServiceName.media
    package static let successStatus = 204

    package var id: MediaID

    package init(id: MediaID) { self.id = id }
}

/// Counts one play, later: the answer does not wait for it.
package struct RecordPlay: Request {
    package typealias Reply = Nothing
    package static let name = "media.play.v1"
    package static let service = ServiceName.media
    package static let successStatus = 202

    package var id: MediaID

    package init(id: MediaID) { self.id = id }
}

/// A file that the gateway has received whole and left in the storage folder.
package struct RegisterUpload: Request {
    package typealias Reply = MediaItem
    package static let name = "media.register-upload.v1"
    package static let service = ServiceName.media
    package static let successStatus = 201

    /// Relative to the storage folder, below `uploads/`.
    package var storedPath: String
    package var filename: String
    package var sizeBytes: Int64
    package var contentType: String
    /// As `ContentHash` writes it.
    package var contentHash: String

    package init(storedPath: String, filename: String, sizeBytes: Int64, contentType: String, contentHash: String) {
        self.storedPath = storedPath
        self.filename = filename
        self.sizeBytes = sizeBytes
        self.contentType = contentType
        self.contentHash = contentHash
    }
}
