import JSON

package struct Library: CodedJSON, Sendable {
    package var id: LibraryID
    package var name: String
    package var path: String
    package var itemCount: Int
    package var lastScanAt: Timestamp?
    /// The job of the scan that runs now, if one does.
    package var scanJobId: JobID?
    package var createdAt: Timestamp

    package init(
        id: LibraryID, name: String, path: String, itemCount: Int, lastScanAt: Timestamp?, scanJobId: JobID?, createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.path = path
        self.itemCount = itemCount
        self.lastScanAt = lastScanAt
        self.scanJobId = scanJobId
        self.createdAt = createdAt
    }
}

package struct ListLibraries: Request {
    package typealias Reply = ItemList<Library>
    package static let name = "media.libraries.v1"
    package static let service = ServiceName.media

    package init() {}
}

package struct CreateLibrary: Request {
    package typealias Reply = Library
    package static let name = "media.create-library.v1"
    package static let service = ServiceName.media
    package static let successStatus = 201

    package var name: String
    package var path: String

    package init(name: String, path: String) {
        self.name = name
        self.path = path
    }
}

/// Starts a scan, or names the one that runs already.
package struct ScanLibrary: Request {
    package struct Reply: CodedJSON, Sendable {
        package var jobId: JobID
        package init(jobId: JobID) { self.jobId = jobId }
    }
    package static let name = "media.scan-library.v1"
    package static let service = ServiceName.media
    package static let successStatus = 202

    package var id: LibraryID

    package init(id: LibraryID) { self.id = id }
}
