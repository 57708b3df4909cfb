import Bus
import Contracts

extension Playlists {
    func answer(_ request: ListPublicPlaylists, _ context: RequestContext) async throws -> Page<Playlist> {
        let scope = "public playlists"
        let after = try TimeCursor(request.cursor, scope: scope, of: PlaylistID.self)
        return try await store.list(.everyones, after: after, limit: request.limit, scope: scope)
    }
}
