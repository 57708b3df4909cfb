import Bus
import Contracts

extension Media {
    func answer(_ request: ListMediaByID, _ context: RequestContext) async throws -> ItemList<MediaItem> {
        let items = try await store.items(request.ids)
        return ItemList(request.includePlaylists ? try await withPlaylists(items, context) : items)
    }
}
