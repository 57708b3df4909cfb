import Contracts
import Postgres

extension PostgresMediaStore {
    struct Found {
        var rows: [MediaRow]
        /// Of the last item shown, if there are more.
        var next: SearchCursor?
    }

    /// Best class first, newest first within it; see `search_media` in the migrations.
    func search(
        _ query: String, type: MediaType?, after: SearchCursor?, limit: Int, isSuggestion: Bool
    ) async throws -> Found {
        let rows = try await database.query(
            """
            SELECT (item).id, (item).type, (item).source, (item).title, (item).description, (item).duration_seconds,
                (item).width, (item).height, (item).artist, (item).album, (item).year, (item).size_bytes, (item).content_type,
                (item).thumbnail_url, (item).created_at, (item).updated_at, class, (item).ordinal
            FROM search_media(\(query), \(type?.rawValue), \(after?.rank), \(after?.ordinal), \(limit + 1))
            """)
        let shown = Array(rows.prefix(limit))
        var next: SearchCursor?
        if rows.count > limit, let last = shown.last {
            next = SearchCursor(rank: try last.get(16), ordinal: try last.get(17), isSuggestion: isSuggestion)
        }
        return Found(rows: shown.map(MediaRow.init), next: next)
    }

    /// The query with its unknown words replaced by the most similar known ones, if there are any.
    func suggestion(for query: String) async throws -> String? {
        try await database.query("SELECT suggest_search(\(query))").first?.get(0)
    }
}
