import Foundation

/// Finds the programs of others that we start.
enum Executable {
    /// In the folders of PATH, then where system administration's programs are.
    static func find(_ name: String) throws(CommandError) -> String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = path.split(separator: ":").map(String.init) + ["/usr/local/bin", "/usr/bin", "/usr/sbin"]
        guard let found = folders.map({ "\($0)/\(name)" }).first(where: FileManager.default.isExecutableFile) else {
            throw .unavailable("\(name) is not installed; run scripts/bootstrap")
        }
        return found
    }

    /// Debian keeps the server's programs of each major version in a folder of their own; the newest is taken.
    static func postgres(_ name: String) throws(CommandError) -> String {
        let root = "/usr/lib/postgresql"
        // No such folder is no error: then Postgres may be in PATH.
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap(Int.init).sorted(by: >).map { "\(root)/\($0)/bin/\(name)" }
        if let found = newest.first(where: FileManager.default.isExecutableFile) { return found }
        return try find(name)
    }
}
