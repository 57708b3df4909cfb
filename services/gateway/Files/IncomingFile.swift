import Contracts
import Glibc
import NIOCore

/// A file in `tmp/` that an upload is written to. Removed with its last reference unless it was moved to its place.
final class IncomingFile: Sendable {
    static let prefix = "upload-"

    let path: String
    let relativePath: String
    private let descriptor: Int32

    /// Blocks, as all of this does: call it on a file thread.
    init(in storage: Storage) throws(StorageError) {
        relativePath = "tmp/\(Self.prefix)\(FileID.make())"
        path = "\(storage.path)/\(relativePath)"
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw StorageError(errno: errno, call: "open") }
    }

    deinit {
        close(descriptor)
        // Fails when it was moved, and that is how it should be.
        unlink(path)
    }

    func append(_ parts: [ByteBuffer]) throws(StorageError) {
        for part in parts {
            var offset = 0
            let bytes = part.readableBytesView
            while offset < bytes.count {
                let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress?.advanced(by: offset), bytes.count - offset) }
                if written >= 0 { offset += written } else if errno != EINTR { throw StorageError(errno: errno, call: "write") }
            }
        }
    }

    /// Puts it on the disk for good under its name, in place of what had that name.
    func move(to target: String, in storage: Storage) throws(StorageError) {
        guard fsync(descriptor) == 0 else { throw StorageError(errno: errno, call: "fsync") }
        guard rename(path, "\(storage.path)/\(target)") == 0 else { throw StorageError(errno: errno, call: "rename") }
        let folder = open("\(storage.path)/uploads", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw StorageError(errno: errno, call: "open") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw StorageError(errno: errno, call: "fsync") }
    }
}
