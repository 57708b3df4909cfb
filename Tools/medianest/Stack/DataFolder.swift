import Foundation

/// Where a system keeps everything it owns.
///
/// - `postgres/`, `redis/`: their data. Below `/var/lib/medianest/<hash>` where their accounts cannot enter the folder itself
/// - `storage/`: uploads and thumbnails
/// - `run/`: secrets, sockets, and where a running system listens
struct DataFolder: Sendable {
    static let systemFolder = "/var/lib/medianest"

    let path: String
    /// The parent of `postgres/` and `redis/`; `path` where possible.
    let stores: String

    /// - Parameter given: absent, it is `/var/lib/medianest` for root and `.medianest` in the working directory otherwise.
    init(_ given: String?) {
        path = Self.absolute(given ?? (geteuid() == 0 ? Self.systemFolder : ".medianest"))
        stores = geteuid() != 0 || Self.everybodyMayPass(to: path) ? path : "\(Self.systemFolder)/\(Self.hash(path))"
    }

    var storage: String { "\(path)/storage" }
    var run: String { "\(path)/run" }
    var postgres: String { "\(stores)/postgres" }
    var redis: String { "\(stores)/redis" }
    /// Where `status` and the others find the running system.
    var runFile: String { "\(run)/stack.json" }
    var secretsFile: String { "\(run)/secrets.json" }
    var lockFile: String { "\(run)/lock" }

    /// A Unix socket's whole path has to fit into 107 bytes.
    var postgresSockets: String {
        let inside = "\(postgres)/socket"
        return inside.utf8.count + "/.s.PGSQL.5432".utf8.count <= 107 ? inside : "/tmp/medianest-\(Self.hash(path))"
    }

    /// Makes what is missing. Only its owner may list it; the accounts of the servers may pass through.
    func make() throws(CommandError) {
        for folder in [path, stores] { try Self.make(folder, mode: 0o711) }
        for folder in [storage, run] { try Self.make(folder, mode: 0o700) }
    }

    /// Makes a folder that belongs to `account`, or to us.
    static func make(_ folder: String, mode: mode_t, owner account: Account? = nil) throws(CommandError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .configuration("the folder \(folder) cannot be made: \(error.localizedDescription)")
        }
        guard chmod(folder, mode) == 0, account.map({ chown(folder, $0.user, $0.group) == 0 }) ?? true else {
            throw .configuration("the folder \(folder) cannot be prepared: \(String(cString: strerror(errno)))")
        }
    }
}

extension DataFolder {
    static func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        let parts = whole.split(separator: "/").reduce(into: [Substring]()) { parts, part in
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Whether other accounts can reach a folder here. What does not exist yet will be made so that they can.
    private static func everybodyMayPass(to path: String) -> Bool {
        var folder = ""
        for part in path.split(separator: "/") {
            var status = stat()
            folder += "/\(part)"
            guard folder != path, stat(folder, &status) == 0 else { return true }
            if status.st_mode & S_IXOTH == 0 { return false }
        }
        return true
    }

    /// FNV-1a: a short name for a path, the same on each start.
    private static func hash(_ path: String) -> String {
        let sum = path.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        return String(sum, radix: 16)
    }
}
