import Bus
import Contracts

extension Media {
    func answer(_ request: GetMedia, _ context: RequestContext) async throws -> MediaItem {
        guard let item = try await store.item(request.id) else { throw Problem.notFound("media item") }
        return request.includePlaylists ? try await withPlaylists([item], context)[0] : item
    }
}
