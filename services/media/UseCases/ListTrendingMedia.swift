import Bus
import Contracts

extension Media {
    func answer(_ request: ListTrendingMedia, _ context: RequestContext) async throws -> ItemList<MediaItem> {
        ItemList(try await store.trending(limit: request.limit))
    }
}
