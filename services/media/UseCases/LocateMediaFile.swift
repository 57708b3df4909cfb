import Bus
import Contracts

extension Media {
    func answer(_ request: LocateMediaFile, _ context: RequestContext) async throws -> LocatedFile {
        let located = try await places.file(request.id, for: context, fromSource: request.fromSource ?? false) {
            try await store.location(request.id)
        }
        guard let located else { throw Problem.notFound("media file") }
        return located
    }
}
