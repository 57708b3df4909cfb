import Contracts
import Postgres

extension PostgresPlaylistStore {
    private static let entryColumns: SQL = """
        i.id, i.media_id, i.added_at, i.rank, m.id IS NOT NULL AND NOT m.is_removed,
        m.type, m.source, m.title, m.artist, m.album, m.duration_seconds, m.thumbnail_url, m.version
        """

    static func entries(of playlist: PlaylistID, after: ItemCursor?, limit: Int) -> SQL {
        let place: SQL =
            after.map { "AND (i.rank, i.id) > (coalesce((SELECT rank FROM items WHERE id = \($0.id)), \($0.rank)), \($0.id))" } ?? ""
        return """
            SELECT \(entryColumns) FROM items i LEFT JOIN media m ON m.id = i.media_id
            WHERE i.playlist_id = \(playlist) \(place) ORDER BY i.rank, i.id LIMIT \(limit)
            """
    }

    func items(of playlist: PlaylistID, after: ItemCursor?, limit: Int, scope: String) async throws -> Page<PlaylistEntry> {
        let rows = try await database.query(Self.entries(of: playlist, after: after, limit: limit + 1))
        let shown = Array(rows.prefix(limit))
        let next: String? =
            rows.count > limit
            ? try shown.last.map { ItemCursor(id: try $0.get(0), rank: try $0.get(3)).text(scope: scope) } : nil
        return Page(items: try shown.map(Self.entry), nextCursor: next)
    }

    /// In the order asked.
    func entries(_ ids: [PlaylistItemID], _ connection: PostgresConnection) async throws -> [PlaylistEntry] {
        let rows = try await connection.query(
            """
            SELECT \(Self.entryColumns) FROM unnest(\(ids.map(\.uuid))::uuid[]) WITH ORDINALITY AS asked (id, place)
            JOIN items i ON i.id = asked.id LEFT JOIN media m ON m.id = i.media_id ORDER BY asked.place
            """)
        return try rows.map(Self.entry)
    }

    static func entry(_ row: PostgresRow) throws -> PlaylistEntry {
        let isKnown: Bool = try row.get(4)
        return PlaylistEntry(
            id: try row.get(0), mediaId: try row.get(1), addedAt: try row.get(2),
            media: isKnown ? .init(try facts(row, id: try row.get(1))) : nil)
    }

    private static func facts(_ row: PostgresRow, id: MediaID) throws -> MediaFacts {
        guard let type = MediaType(rawValue: try row.get(5)), let source = MediaSource(rawValue: try row.get(6)) else {
            throw Problem.internalError
        }
        return MediaFacts(
            id: id, type: type, source: source, title: try row.get(7), artist: try row.get(8), album: try row.get(9),
            durationSeconds: try row.get(10), thumbnailUrl: try row.get(11), version: try row.get(12))
    }
}
