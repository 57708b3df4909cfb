import Contracts
import Postgres

extension PostgresMediaStore {
    /// A part of a list, and where the next one begins if there is more.
    struct Part {
        var rows: [MediaRow]
        var next: String?
    }

    /// Newest first. Each filter has an index of its own. It is asked for as a range, and the order names the filter: asked
    /// by `=`, the planner drops the filter from the order and walks the newest items of every kind instead.
    func list(
        type: MediaType?, source: MediaSource?, after: TimeCursor?, limit: Int, scope: String
    ) async throws -> Part {
        let rows = try await database.queryGathered(
            """
            SELECT \(Self.columns) FROM media_items WHERE deleted_at IS NULL AND \(Self.range(type, source, after))
            LIMIT \(limit + 1)
            """, .reads)
        guard rows.count > limit else { return Part(rows: rows.map(MediaRow.init), next: nil) }
        let last = rows[limit - 1]
        let place = TimeCursor(at: try last.get(14), id: try last.get(0, as: MediaID.self).description)
        return Part(rows: rows.prefix(limit).map(MediaRow.init), next: place.text(scope: scope))
    }

    private static func range(_ type: MediaType?, _ source: MediaSource?, _ after: TimeCursor?) -> SQL {
        // Before the first page stands what is newer than everything.
        let at: SQL = after.map { "\($0.at)" } ?? "'infinity'"
        let id: SQL = after.map { "\($0.id)::uuid" } ?? "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid"
        let (filter, value): (SQL, String)
        switch (type, source) {
        case (let type?, let source?): (filter, value) = ("(source || '/' || type)", "\(source.rawValue)/\(type.rawValue)")
        case (let type?, nil): (filter, value) = ("type", type.rawValue)
        case (nil, let source?): (filter, value) = ("source", source.rawValue)
        case (nil, nil): return "(created_at, id) < (\(at), \(id)) ORDER BY created_at DESC, id DESC"
        }
        return """
            \(filter) >= \(value) AND (\(filter), created_at, id) < (\(value), \(at), \(id))
            ORDER BY \(filter) DESC, created_at DESC, id DESC
            """
    }
}
