import Bus
import Contracts

extension Playlists {
    func answer(_ request: ListPlaylists, _ context: RequestContext) async throws -> Page<Playlist> {
        let owner = try context.userID
        let scope = "playlists of \(owner)"
        let after = try TimeCursor(request.cursor, scope: scope, of: PlaylistID.self)
        return try await store.list(.of(owner), after: after, limit: request.limit, scope: scope)
    }
}
