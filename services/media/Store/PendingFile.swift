import Contracts

/// A file of a library that a metadata job looks at.
struct PendingFile: Sendable {
    let id: FileID
    let library: LibraryID
    let libraryPath: String
    let path: String
    let sizeBytes: Int64
    let contentType: String
    let contentHash: String
    /// The item that it had before its content changed.
    let media: MediaID?

    var job: MetadataExtraction {
        let location = LocatedFile(
            area: .library, root: libraryPath, path: path, contentType: contentType, sizeBytes: sizeBytes, contentHash: contentHash)
        return MetadataExtraction(file: id, location: location, name: path, upload: nil)
    }
}
