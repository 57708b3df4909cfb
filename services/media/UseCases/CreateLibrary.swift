import Bus
import Contracts
import MediaFiles
import Outbox

extension Media {
    func answer(_ request: CreateLibrary, _ context: RequestContext) async throws -> Answer {
        try context.requireAdmin()
        let name = request.name.drop(while: \.isWhitespace)
        guard (1...200).contains(name.count), !name.contains("\0") else {
            throw Problem.invalid("name", "must have 1 to 200 characters")
        }
        let root = try folder(request.path)
        return try await writes.perform(CreateLibrary.self, context) { scope in
            for other in try await libraries.lockedPaths(scope.connection) {
                guard let known = try? roots.knownLibrary(at: other), MediaRoots.overlap(root, known) else { continue }
                throw Problem.conflict("The folder overlaps with that of another library.")
            }
            let library = Library(
                id: .make(), name: String(name), path: root.path, itemCount: 0, lastScanAt: nil, scanJobId: nil, createdAt: .now())
            try await libraries.insert(library, scope.connection)
            return library
        }
    }

    /// The same words whether a folder outside the roots is there or not: paths elsewhere are nobody's business.
    private func folder(_ path: String) throws(Problem) -> FileRoot {
        do {
            return try roots.library(at: path)
        } catch {
            switch error {
            case .permissionDenied: throw .invalid("path", "cannot be read")
            default: throw .invalid("path", "must be a folder below one of the configured media roots")
            }
        }
    }
}
