import Bus
import Contracts

extension Media {
    /// Words, then prefixes; what nobody spelled that way is searched for as the nearest known words, and says so.
    func answer(_ request: SearchMedia, _ context: RequestContext) async throws -> SearchMedia.Reply {
        let scope = "search \(request.type?.rawValue ?? "") \(request.query)"
        let after = try SearchCursor(request.cursor, scope: scope)
        if after?.isSuggestion != true {
            let found = try await store.search(request.query, type: request.type, after: after, limit: request.limit, isSuggestion: false)
            if !found.items.isEmpty || after != nil { return reply(found, scope, suggestion: nil) }
        }
        guard let suggestion = try await store.suggestion(for: request.query) else {
            return reply(.init(items: []), scope, suggestion: nil)
        }
        let found = try await store.search(suggestion, type: request.type, after: after, limit: request.limit, isSuggestion: true)
        return reply(found, scope, suggestion: suggestion)
    }

    private func reply(_ found: PostgresMediaStore.Found, _ scope: String, suggestion: String?) -> SearchMedia.Reply {
        .init(page: Page(items: found.items, nextCursor: found.next?.text(scope: scope)), suggestion: suggestion)
    }
}
