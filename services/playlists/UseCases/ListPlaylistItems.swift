import Bus
import Contracts

extension Playlists {
    func answer(_ request: ListPlaylistItems, _ context: RequestContext) async throws -> Page<PlaylistEntry> {
        try await catchUp(with: context)
        guard let playlist = try await store.playlist(request.id, items: 0), playlist.isVisible(to: context.caller) else {
            throw Problem.notFound("playlist")
        }
        let scope = "items of \(request.id)"
        let after = try ItemCursor(request.cursor, scope: scope)
        return try await store.items(of: request.id, after: after, limit: request.limit, scope: scope)
    }
}
