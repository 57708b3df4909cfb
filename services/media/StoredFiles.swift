import Contracts
import Glibc
import Logging

/// Deletes what MediaNest itself has stored for an item. Never below a media root.
struct StoredFiles: Sendable {
    let path: String
    let logger: Logger

    /// After the commit: what cannot be deleted now is left over, not lost, and is logged.
    func delete(_ id: MediaID, upload: String?) {
        if let upload, upload.hasPrefix("uploads/"), !upload.contains("..") { remove("\(path)/\(upload)") }
        let folder = "\(path)/\(Self.thumbnails(of: id))"
        for size in ThumbnailSize.allCases {
            for format in ThumbnailFormat.allCases { remove("\(folder)/\(size.rawValue).\(format.rawValue)") }
        }
        rmdir(folder)
    }

    /// Relative to the storage folder.
    static func thumbnails(of id: MediaID) -> String { "thumbnails/\(id.description.prefix(2))/\(id)" }

    private func remove(_ path: String) {
        guard unlink(path) != 0, errno != ENOENT else { return }
        logger.warning("a stored file was left over", metadata: ["errno": "\(errno)"])
    }
}
