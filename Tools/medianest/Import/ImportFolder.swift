import Foundation

/// A folder of files to load.
struct ImportFolder: Sendable {
    let path: String

    init(_ path: String) throws(CommandError) {
        self.path = DataFolder.absolute(path)
        let known = [ImportTable.users, .mediaItems, .playlists, .playlistItems]
        guard known.contains(where: has) else {
            throw .usage("\(self.path) holds none of \(known.map(\.file).joined(separator: ", "))")
        }
    }

    func path(of table: ImportTable) -> String { "\(path)/\(table.file)" }

    func has(_ table: ImportTable) -> Bool { FileManager.default.fileExists(atPath: path(of: table)) }

    func size(of table: ImportTable) -> Int {
        var status = stat()
        return stat(path(of: table), &status) == 0 ? Int(status.st_size) : 0
    }
}
