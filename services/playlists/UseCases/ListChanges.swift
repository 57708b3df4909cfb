import Bus
import Contracts

extension Playlists {
    /// Waits for what the caller has seen, of media and of playlists: the feed contains it then.
    func answer(_ request: ListChanges, _ context: RequestContext) async throws -> ListChanges.Reply {
        let user = try context.userID
        try await catchUp(with: context, [.media, .playlists])
        if request.since == "now" { return .init(changes: [], next: try await changes.end().text, hasMore: false) }
        let since = try request.since.map { try ChangePosition(text: $0) }
        return try await changes.changes(for: user, since: since, limit: request.limit)
    }
}
