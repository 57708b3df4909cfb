import Foundation

/// The folders to catalogue, as the services are told them.
enum MediaFolders {
    /// Absolute and without links, because that is how a library's path is compared.
    static func resolve(_ given: [String]) throws(CommandError) -> [String] {
        var folders: [String] = []
        for path in given {
            guard let resolved = realpath(path, nil) else {
                throw .usage("there is no folder \(path) to catalogue")
            }
            defer { free(resolved) }
            let folder = String(cString: resolved)
            var status = stat()
            guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw .usage("\(path) is not a folder") }
            guard !folder.contains(":") else { throw .usage("\(path) holds a colon, which separates media folders") }
            if !folders.contains(folder) { folders.append(folder) }
        }
        return folders
    }
}
