import JSON

/// What a scan did, as its job's result tells.
package struct ScanSummary: CodedJSON, Sendable, Hashable {
    package struct Failure: Codable, Sendable, Hashable {
        package var path: String
        package var reason: String

        package init(path: String, reason: String) {
            self.path = path
            self.reason = reason
        }
    }
    package var added = 0
    package var changed = 0
    package var moved = 0
    package var removed = 0
    package var unchanged = 0
    package var skipped = 0
    package var failed = 0
    /// The first hundred failures.
    package var failures: [Failure] = []

    package init() {}
}

/// The walk is done. A waiting file takes over the item of a file with the same content that is gone: it has moved.
/// Items of other files that this scan has not seen become tombstones.
package struct EndWalk: Request {
    package struct Reply: CodedJSON, Sendable {
        package var moved: Int
        package var removed: Int

        package init(moved: Int, removed: Int) {
            self.moved = moved
            self.removed = removed
        }
    }
    package static let name = "media.end-walk.v1"
    package static let service = ServiceName.media

    package var library: LibraryID
    package var scan: ScanID
    /// Folders and files that could not be read: nothing at or below them counts as gone.
    package var unreadable: [String]

    package init(library: LibraryID, scan: ScanID, unreadable: [String]) {
        self.library = library
        self.scan = scan
        self.unreadable = unreadable
    }
}

/// How far the metadata jobs of a scan are.
package struct ScanProgress: Request {
    package struct Reply: CodedJSON, Sendable {
        package var total: Int
        package var pending: Int
        package var added: Int
        package var changed: Int
        package var failed: Int
        package var failures: [ScanSummary.Failure]

        package init(total: Int, pending: Int, added: Int, changed: Int, failed: Int, failures: [ScanSummary.Failure]) {
            self.total = total
            self.pending = pending
            self.added = added
            self.changed = changed
            self.failed = failed
            self.failures = failures
        }
    }
    package static let name = "media.scan-progress.v1"
    package static let service = ServiceName.media

    package var scan: ScanID

    package init(scan: ScanID) { self.scan = scan }
}

/// The scan is over. Publishes `LibraryScanned`.
package struct EndScan: Request {
    package typealias Reply = Nothing
    package static let name = "media.end-scan.v1"
    package static let service = ServiceName.media
    package static let successStatus = 204

    package var library: LibraryID
    package var scan: ScanID
    package var summary: ScanSummary

    package init(library: LibraryID, scan: ScanID, summary: ScanSummary) {
        self.library = library
        self.scan = scan
        self.summary = summary
    }
}

/// The scan could not be finished; the library may be scanned again.
package struct AbandonScan: Request {
    package typealias Reply = Nothing
    package static let name = "media.abandon-scan.v1"
    package static let service = ServiceName.media
    package static let successStatus = 204

    package var library: LibraryID
    package var scan: ScanID
    package var reason: String

    package init(library: LibraryID, scan: ScanID, reason: String) {
        self.library = library
        self.scan = scan
        self.reason = reason
    }
}
