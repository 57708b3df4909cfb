import Contracts
import Postgres

/// The catalogue, in the schema `media`.
struct PostgresMediaStore: Sendable {
    let database: PostgresDatabase

    static let columns: SQL = """
        id, type, source, title, description, duration_seconds, width, height, artist, album, year, size_bytes, content_type,
        thumbnail_url, created_at, updated_at
        """

    static func item(_ row: PostgresRow) throws -> MediaItem {
        MediaItem(
            id: try row.get(0), type: try kind(row, 1), source: try kind(row, 2), title: try row.get(3), description: try row.get(4),
            durationSeconds: try row.get(5), width: try row.get(6), height: try row.get(7), artist: try row.get(8),
            album: try row.get(9), year: try row.get(10), sizeBytes: try row.get(11), contentType: try row.get(12),
            thumbnailUrl: try row.get(13), createdAt: try row.get(14), updatedAt: try row.get(15))
    }

    /// A CHECK of the table keeps other values out.
    private static func kind<Kind: RawRepresentable<String>>(_ row: PostgresRow, _ column: Int) throws -> Kind {
        guard let kind = Kind(rawValue: try row.get(column)) else {
            throw PostgresError(.decoding, "column \(column) holds no \(Kind.self)")
        }
        return kind
    }

    func item(_ id: MediaID) async throws -> MediaItem? {
        try await database.query("SELECT \(Self.columns) FROM media_items WHERE id = \(id) AND deleted_at IS NULL")
            .first.map(Self.item)
    }

    /// In the order asked, unknown ones left out.
    func items(_ ids: [MediaID]) async throws -> [MediaItem] {
        let rows = try await database.query(
            """
            SELECT \(Self.columns) FROM unnest(\(ids.map(\.uuid))::uuid[]) WITH ORDINALITY AS asked (id, place)
            JOIN media_items USING (id) WHERE deleted_at IS NULL ORDER BY place
            """)
        return try rows.map(Self.item)
    }

    func trending(limit: Int) async throws -> [MediaItem] {
        let rows = try await database.query(
            """
            SELECT \(Self.columns) FROM trending JOIN media_items ON id = media_id
            WHERE deleted_at IS NULL ORDER BY score DESC, media_id LIMIT \(limit)
            """)
        return try rows.map(Self.item)
    }

    func rollTrending() async throws {
        _ = try await database.query("SELECT roll_trending()")
    }
}
