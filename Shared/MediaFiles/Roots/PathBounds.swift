import Glibc

/// What can be said of paths without looking at a disk, and the one look that makes them canonical.
enum PathBounds {
    /// Whether `path` is `root` or lies in it. Both must be canonical.
    static func contains(_ root: String, _ path: String) -> Bool {
        root == path || root == "/" || path.utf8.starts(with: (root + "/").utf8)
    }

    /// Refuses what could climb out or be read differently by the kernel than by us.
    static func checkRelative(_ path: String) throws(FileRootError) {
        guard !path.isEmpty, path.utf8.count < Int(PATH_MAX), !path.utf8.contains(0) else { throw .invalidPath }
        for part in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard !part.isEmpty, !part.elementsEqual(".".utf8), !part.elementsEqual("..".utf8) else {
                throw .invalidPath
            }
        }
    }

    /// The path without links, `.` and `..`; it must exist.
    static func canonical(_ path: String) throws(FileRootError) -> String {
        guard path.utf8.first == UInt8(ascii: "/"), !path.utf8.contains(0) else { throw .invalidPath }
        guard let resolved = realpath(path, nil) else { throw FileRootError(errno: errno, call: "realpath") }
        defer { free(resolved) }
        guard let text = String(validatingCString: resolved) else { throw .invalidPath }
        return text
    }
}
