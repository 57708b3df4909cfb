import Glibc

/// Reads the small files that hold secrets.
enum SecretFile {
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    private static let limit = 64 * 1024

    static func text(_ path: String) throws(Unreadable) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw lastFailure() }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(file, &chunk, chunk.count)
            guard count >= 0 else { throw lastFailure() }
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= limit else { throw Unreadable(description: "larger than 64 KiB") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Unreadable(description: "not UTF-8") }
        return text
    }

    private static func lastFailure() -> Unreadable {
        Unreadable(description: String(cString: strerror(errno)))
    }
}
