import Foundation

/// The files of a backup.
///
/// - `manifest.json`: what it holds, with a checksum of each file
/// - `database.dump`: all schemas as of one moment, in pg_dump's own format
/// - `storage/`: uploads and thumbnails
struct BackupFolder: Sendable {
    let path: String

    init(_ path: String) { self.path = DataFolder.absolute(path) }

    var manifest: String { "\(path)/manifest.json" }
    var database: String { "\(path)/database.dump" }
    var storage: String { "\(path)/storage" }

    /// Where it is made; it gets its name when it is whole.
    var draft: BackupFolder { BackupFolder("\(path).unfinished") }

    /// - Throws: when there is something of that name, or when it cannot be made.
    func make() throws(CommandError) {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw .usage("\(path) is there already; a backup gets a name of its own")
        }
        let draft = draft.path
        try Self.remove(draft)
        guard mkdir(draft, 0o700) == 0, mkdir("\(draft)/storage", 0o700) == 0 else {
            throw .configuration("\(draft) cannot be made: \(String(cString: strerror(errno)))")
        }
    }

    /// Gives the draft its name.
    func finish() throws(CommandError) {
        guard rename(draft.path, path) == 0 else { throw .configuration("\(path) cannot be made: \(String(cString: strerror(errno)))") }
    }

    static func remove(_ folder: String) throws(CommandError) {
        guard FileManager.default.fileExists(atPath: folder) else { return }
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            throw .configuration("\(folder) cannot be removed: \(error.localizedDescription)")
        }
    }

    func read() throws(CommandError) -> BackupManifest {
        struct Format: Decodable { var format: Int }
        guard let format = try PrivateFile.read(Format.self, from: manifest)?.format else {
            throw .data("\(path) is no backup, or not a whole one: it has no manifest.json")
        }
        guard format <= BackupManifest.currentFormat else {
            throw .data("\(path) was made by a newer medianest (format \(format)); this one reads up to \(BackupManifest.currentFormat)")
        }
        guard let whole = try PrivateFile.read(BackupManifest.self, from: manifest) else { throw .data("\(manifest) is gone") }
        return whole
    }
}
