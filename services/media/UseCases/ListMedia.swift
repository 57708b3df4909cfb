import Bus
import Contracts

extension Media {
    func answer(_ request: ListMedia, _ context: RequestContext) async throws -> Answer {
        let scope = "media \(request.type?.rawValue ?? "") \(request.source?.rawValue ?? "")"
        let after = try TimeCursor(request.cursor, scope: scope, of: MediaID.self)
        let part = try await store.list(type: request.type, source: request.source, after: after, limit: request.limit, scope: scope)
        return try await replies(part.rows, includePlaylists: request.includePlaylists, context).page(part.rows, next: part.next)
    }

    /// Two questions whatever the number of items: one here, one to playlists.
    func replies(_ rows: [MediaRow], includePlaylists: Bool, _ context: RequestContext) async throws -> MediaReplies {
        guard includePlaylists, context.caller.userID != nil else { return MediaReplies() }
        guard !rows.isEmpty else { return MediaReplies(playlists: [:]) }
        let holding = ListPlaylistsHolding(media: try rows.map { try $0.id })
        return MediaReplies(playlists: try await bus.ask(holding, as: context.caller, position: context.position).playlists)
    }
}
