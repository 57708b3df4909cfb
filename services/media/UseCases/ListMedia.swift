import Bus
import Contracts

extension Media {
    func answer(_ request: ListMedia, _ context: RequestContext) async throws -> Page<MediaItem> {
        let scope = "media \(request.type?.rawValue ?? "") \(request.source?.rawValue ?? "")"
        let after = try TimeCursor(request.cursor, scope: scope, of: MediaID.self)
        var page = try await store.list(type: request.type, source: request.source, after: after, limit: request.limit, scope: scope)
        if request.includePlaylists { page.items = try await withPlaylists(page.items, context) }
        return page
    }

    /// Two questions whatever the number of items: one here, one to playlists.
    func withPlaylists(_ items: [MediaItem], _ context: RequestContext) async throws -> [MediaItem] {
        guard !items.isEmpty, context.caller.userID != nil else { return items }
        let playlists = try await bus.ask(
            ListPlaylistsHolding(media: items.map(\.id)), as: context.caller, position: context.position
        ).playlists
        return items.map { item in
            var item = item
            item.playlists = playlists[item.id.description] ?? []
            return item
        }
    }
}
