import Foundation

/// Whether a backup is what it was when it was made.
struct BackupCheck: Sendable {
    let folder: BackupFolder

    /// - Throws: naming the first file that is missing, changed or one too many, or what pg_restore says of the database.
    func run() async throws -> BackupManifest {
        let manifest = try folder.read()
        for file in manifest.files {
            try Task.checkCancellation()
            let path = "\(folder.path)/\(file.path)"
            guard !file.path.split(separator: "/").contains("..") else { throw CommandError.data("the manifest names \(file.path)") }
            guard FileManager.default.fileExists(atPath: path) else { throw CommandError.data("\(file.path) is missing from the backup") }
            guard try StorageCopy.summary(of: path) == (file.bytes, file.sha256) else {
                throw CommandError.data("\(file.path) is not what it was when the backup was made")
            }
        }
        let known = Set(manifest.files.map(\.path))
        if let stranger = try StorageCopy.files(below: folder.storage).first(where: { !known.contains("storage/\($0)") }) {
            throw CommandError.data("storage/\(stranger) is in the backup, but not in its manifest")
        }
        guard known.contains("database.dump") else { throw CommandError.data("the backup has no database") }
        do {
            try await PostgresTool(name: "pg_restore").run(["--list", "--file=/dev/null", folder.database])
        } catch let error as CommandError where error.code == 1 {
            throw CommandError.data(error.line)
        }
        return manifest
    }
}
