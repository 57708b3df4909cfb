import JSON

/// Where a media file lies, for the gateway that streams it.
package struct LocatedFile: CodedJSON, Sendable {
    package enum Area: String, Codable, Sendable {
        /// Below one of the media roots; `root` names it.
        case library
        /// Below the storage folder.
        case storage
    }
    package var area: Area
    /// Absolute path of the library for `library`, empty for `storage`.
    package var root: String
    package var path: String
    package var contentType: String
    package var sizeBytes: Int64
    /// Changes when the bytes change.
    package var contentHash: String

    package init(area: Area, root: String, path: String, contentType: String, sizeBytes: Int64, contentHash: String) {
        self.area = area
        self.root = root
        self.path = path
        self.contentType = contentType
        self.sizeBytes = sizeBytes
        self.contentHash = contentHash
    }
}

package struct LocateMediaFile: Request {
    package typealias Reply = LocatedFile
    package static let name = "media.locate-file.v1"
    package static let service = ServiceName.media

    package var id: MediaID
    /// Whether the catalogue itself is to be asked: the asker knows of more changes than a position can tell. Absent: no.
    package var fromSource: Bool?

    package init(id: MediaID, fromSource: Bool = false) {
        self.id = id
        self.fromSource = fromSource ? true : nil
    }
}

package enum ThumbnailSize: String, Codable, Sendable, CaseIterable { case small, medium, large }

package enum ThumbnailFormat: String, Codable, Sendable, CaseIterable {
    case avif, webp
    case jpeg = "jpg"

    package var contentType: String { self == .jpeg ? "image/jpeg" : "image/\(rawValue)" }
}

/// Waits briefly for a thumbnail that is still being made; `state` says how it ended.
package struct LocateThumbnail: Request {
    package struct Reply: CodedJSON, Sendable {
        package enum State: String, Codable, Sendable { case ready, pending, none }
        package var state: State
        /// The folder below the storage folder that holds `<size>.<format>`.
        package var folder: String
        /// Changes when the thumbnails are made anew.
        package var version: Int64

        package init(state: State, folder: String, version: Int64) {
            self.state = state
            self.folder = folder
            self.version = version
        }
    }
    package static let name = "media.locate-thumbnail.v1"
    package static let service = ServiceName.media

    package var id: MediaID
    /// Whether the catalogue itself is to be asked: the asker knows of more changes than a position can tell. Absent: no.
    package var fromSource: Bool?

    package init(id: MediaID, fromSource: Bool = false) {
        self.id = id
        self.fromSource = fromSource ? true : nil
    }
}
