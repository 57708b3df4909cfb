import Bus
import Contracts

extension Media {
    func answer(_ request: ListMediaByID, _ context: RequestContext) async throws -> Answer {
        let items = try await store.items(request.ids)
        return try await replies(items, includePlaylists: request.includePlaylists, context).list(items)
    }
}
