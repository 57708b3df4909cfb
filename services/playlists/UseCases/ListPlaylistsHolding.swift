import Bus
import Contracts

extension Playlists {
    func answer(_ request: ListPlaylistsHolding, _ context: RequestContext) async throws -> ListPlaylistsHolding.Reply {
        .init(playlists: try await store.holding(request.media, owner: try context.userID))
    }
}
