import Bus
import Contracts

extension Media {
    /// Words, then prefixes; what nobody spelled that way is searched for as the nearest known words, and says so.
    func answer(_ request: SearchMedia, _ context: RequestContext) async throws -> Answer {
        let scope = "search \(request.type?.rawValue ?? "") \(request.query)"
        let after = try SearchCursor(request.cursor, scope: scope)
        if after?.isSuggestion != true {
            let found = try await store.search(request.query, type: request.type, after: after, limit: request.limit, isSuggestion: false)
            if !found.rows.isEmpty || after != nil { return try reply(found, scope, suggestion: nil) }
        }
        guard let suggestion = try await store.suggestion(for: request.query) else {
            return try reply(.init(rows: []), scope, suggestion: nil)
        }
        let found = try await store.search(suggestion, type: request.type, after: after, limit: request.limit, isSuggestion: true)
        return try reply(found, scope, suggestion: suggestion)
    }

    private func reply(_ found: PostgresMediaStore.Found, _ scope: String, suggestion: String?) throws -> Answer {
        try MediaReplies().page(found.rows, next: found.next?.text(scope: scope), suggestion: suggestion)
    }
}
