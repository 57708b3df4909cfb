import Contracts
import MediaFiles

extension Gateway {
    /// Opens a located file beneath its library or the storage folder.
    /// - Throws: a 404 problem when it is not there any more, 503 when the folder that holds it is away.
    func open(_ located: LocatedFile) async throws -> OpenedFile {
        try await opening {
            switch located.area {
            case .storage: try storage.root.open(located.path)
            case .library: try mediaRoots.knownLibrary(at: located.root).open(located.path)
            }
        }
    }

    func opening(_ open: @escaping @Sendable () throws -> OpenedFile) async throws -> OpenedFile {
        do {
            return try await FileThreads.shared.run { _ in try open() }
        } catch let error as FileRootError {
            switch error {
            case .rootMissing: throw Problem.unavailable("The folder of this file is not there right now.", retryAfter: 30)
            case .missing, .notRegularFile, .notAFolder: throw Problem.notFound("file")
            case .invalidPath, .outsideRoot, .permissionDenied, .system:
                logger.warning("a file was not opened", metadata: ["error": "\(error)"])
                throw Problem.notFound("file")
            }
        }
    }
}
