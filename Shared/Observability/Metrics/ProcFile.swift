import Glibc

/// Reads the small files of `/proc`, which are made in memory and never wait for a disk.
enum ProcFile {
    /// The first `limit` bytes, or nil where the file cannot be read.
    static func text(_ path: String, limit: Int = 8192) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = read(file, &bytes, limit)
        guard count >= 0 else { return nil }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// How many entries a folder has, without `.` and `..`.
    static func entryCount(_ path: String) -> Int? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        return max(0, count - 2)
    }
}
