import JSON

/// A file seen by a scan.
package struct ScannedFile: Codable, Sendable, Hashable {
    /// Relative to the library.
    package var path: String
    package var sizeBytes: Int64
    package var modifiedNanoseconds: Int64
    package var inode: UInt64

    package init(path: String, sizeBytes: Int64, modifiedNanoseconds: Int64, inode: UInt64) {
        self.path = path
        self.sizeBytes = sizeBytes
        self.modifiedNanoseconds = modifiedNanoseconds
        self.inode = inode
    }
}

/// What a scan needs to know before it walks. Answered once per scan job; asking again gives the same scan.
package struct BeginScan: Request {
    package struct Reply: CodedJSON, Sendable {
        package var scan: ScanID
        /// Absolute path of the library.
        package var path: String
        /// How many files the catalogue holds for it: an empty folder where there were files is an error.
        package var knownFiles: Int

        package init(scan: ScanID, path: String, knownFiles: Int) {
            self.scan = scan
            self.path = path
            self.knownFiles = knownFiles
        }
    }
    package static let name = "media.begin-scan.v1"
    package static let service = ServiceName.media

    package var library: LibraryID
    package var job: JobID

    package init(library: LibraryID, job: JobID) {
        self.library = library
        self.job = job
    }
}

/// Marks a batch as seen and answers which of its files are new or changed and must be hashed and sniffed.
package struct CompareFiles: Request {
    package struct Reply: CodedJSON, Sendable {
        /// Paths, a part of those asked.
        package var changed: [String]
        package init(changed: [String]) { self.changed = changed }
    }
    package static let name = "media.compare-files.v1"
    package static let service = ServiceName.media

    package var library: LibraryID
    package var scan: ScanID
    /// At most 1000.
    package var files: [ScannedFile]

    package init(library: LibraryID, scan: ScanID, files: [ScannedFile]) {
        self.library = library
        self.scan = scan
        self.files = files
    }
}

/// A new or changed file after its bytes were looked at.
package struct IdentifiedFile: Codable, Sendable {
    package var file: ScannedFile
    /// As `ContentHash` writes it.
    package var contentHash: String
    package var contentType: String

    package init(file: ScannedFile, contentHash: String, contentType: String) {
        self.file = file
        self.contentHash = contentHash
        self.contentType = contentType
    }
}

/// Records new and changed files, and starts a metadata job for each. A file whose content the catalogue knows under
/// another path may have moved: it waits for the end of the walk, which tells.
package struct RecordFiles: Request {
    package struct Reply: CodedJSON, Sendable {
        /// Metadata jobs started.
        package var probing: Int

        package init(probing: Int) { self.probing = probing }
    }
    package static let name = "media.record-files.v1"
    package static let service = ServiceName.media

    package var library: LibraryID
    package var scan: ScanID
    /// At most 200.
    package var files: [IdentifiedFile]

    package init(library: LibraryID, scan: ScanID, files: [IdentifiedFile]) {
        self.library = library
        self.scan = scan
        self.files = files
    }
}
