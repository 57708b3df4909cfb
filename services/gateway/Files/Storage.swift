import Glibc
import MediaFiles

/// The folder that MediaNest writes, as far as the gateway does: uploads, and what is still arriving of them.
struct Storage: Sendable {
    let path: String
    let root: FileRoot

    init(path: String) {
        self.path = path
        root = FileRoot(trusted: path)
    }

    var temporaryFolder: String { path + "/tmp" }

    /// Makes the folders and removes what uploads left behind that ended with their gateway. Blocks.
    /// - Throws: `StorageError` when they cannot be made.
    func prepare() throws(StorageError) {
        for folder in [path, temporaryFolder, path + "/uploads"] {
            guard mkdir(folder, 0o750) == 0 || errno == EEXIST else { throw StorageError(errno: errno, call: "mkdir \(folder)") }
        }
        removeLeftovers(olderThan: 3600)
    }

    /// By age only: another gateway may be writing there, and what arrives is touched again and again.
    private func removeLeftovers(olderThan seconds: Int) {
        guard let folder = opendir(temporaryFolder) else { return }
        defer { closedir(folder) }
        let limit = time(nil) - seconds
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix(IncomingFile.prefix) else { continue }
            var status = stat()
            let file = "\(temporaryFolder)/\(name)"
            if lstat(file, &status) == 0, status.st_mtim.tv_sec < limit { unlink(file) }
        }
    }
}
