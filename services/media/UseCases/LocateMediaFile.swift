import Bus
import Contracts

extension Media {
    func answer(_ request: LocateMediaFile, _ context: RequestContext) async throws -> LocatedFile {
        guard let located = try await store.location(request.id) else { throw Problem.notFound("media file") }
        return located
    }
}
