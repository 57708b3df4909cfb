import Contracts
import Jobs
import MediaFiles

extension Workers {
    /// Opens a media file beneath its library or the storage folder, and nowhere else.
    /// - Throws: `JobFailure` where trying again cannot help.
    func open(_ location: LocatedFile) async throws -> OpenedFile {
        do {
            switch location.area {
            case .library: return try await roots.knownLibrary(at: location.root).opened(location.path)
            case .storage: return try await storage.opened(location.path)
            }
        } catch let error as FileRootError {
            switch error {
            case .missing: throw JobFailure("The file has vanished.")
            case .invalidPath, .outsideRoot, .notRegularFile: throw JobFailure("The file is not a regular file inside its folder.")
            case .permissionDenied: throw JobFailure("The file cannot be read: permission denied.")
            case .rootMissing, .notAFolder, .system: throw error
            }
        }
    }
}
