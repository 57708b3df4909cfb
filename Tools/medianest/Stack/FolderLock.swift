import Glibc

/// Keeps a second `up` from the same data folder. The kernel lets go of it however the process ends, so what an earlier run
/// left behind never hinders.
final class FolderLock: Sendable {
    private let descriptor: Int32

    init(_ folder: DataFolder) throws(CommandError) {
        descriptor = open(folder.lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .configuration("\(folder.lockFile) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw .unavailable("a system runs on \(folder.path) already (process \(holder)); stop it, or choose another --data")
        }
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = write(descriptor, text, text.utf8.count)
    }

    deinit { close(descriptor) }

    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
