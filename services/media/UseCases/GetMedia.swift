import Bus
import Contracts

extension Media {
    func answer(_ request: GetMedia, _ context: RequestContext) async throws -> Answer {
        guard let item = try await store.item(request.id) else { throw Problem.notFound("media item") }
        return try await replies([item], includePlaylists: request.includePlaylists, context).item(item)
    }
}
