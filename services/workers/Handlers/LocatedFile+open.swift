import Contracts
import Jobs
import MediaFiles

extension Workers {
    /// Opens a media file beneath its library or the storage folder, and nowhere else.
    /// - Throws: `JobFailure` where trying again cannot help, `FileOutOfReach` where it may.
    func open(_ location: LocatedFile) async throws -> OpenedFile {
        do {
            switch location.area {
            case .library: return try await roots.knownLibrary(at: location.root).opened(location.path)
            case .storage: return try await storage.opened(location.path)
            }
        } catch let error as FileRootError {
            switch error {
            case .invalidPath, .outsideRoot, .notRegularFile: throw JobFailure("The file is not a regular file inside its folder.")
            case .missing: throw FileOutOfReach(description: "The file has vanished.")
            case .rootMissing, .notAFolder: throw FileOutOfReach(description: "The library's folder is not there.")
            case .permissionDenied: throw FileOutOfReach(description: "The file cannot be read: permission denied.")
            case .system(let code, let call): throw FileOutOfReach(description: "The file cannot be opened: \(call) gave error \(code).")
            }
        }
    }
}

/// A file that may be there again: a disk that is not plugged in, a share that is not mounted.
struct FileOutOfReach: Error, CustomStringConvertible {
    let description: String
}
