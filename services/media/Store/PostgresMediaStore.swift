import Contracts
import Postgres

/// The catalogue, in the schema `media`.
struct PostgresMediaStore: Sendable {
    let database: PostgresDatabase

    static let columns: SQL = """
        id, type, source, title, description, duration_seconds, width, height, artist, album, year, size_bytes, content_type,
        thumbnail_url, created_at, updated_at
        """

    func item(_ id: MediaID) async throws -> MediaRow? {
        try await database.queryGathered(
            "SELECT \(Self.columns) FROM media_items WHERE id = \(id) AND deleted_at IS NULL", .reads
        ).first.map(MediaRow.init)
    }

    /// In the order asked, unknown ones left out.
    func items(_ ids: [MediaID]) async throws -> [MediaRow] {
        let rows = try await database.query(
            """
            SELECT \(Self.columns) FROM unnest(\(ids.map(\.uuid))::uuid[]) WITH ORDINALITY AS asked (id, place)
            JOIN media_items USING (id) WHERE deleted_at IS NULL ORDER BY place
            """)
        return rows.map(MediaRow.init)
    }

    func trending(limit: Int) async throws -> [MediaRow] {
        let rows = try await database.query(
            """
            SELECT \(Self.columns) FROM trending JOIN media_items ON id = media_id
            WHERE deleted_at IS NULL ORDER BY score DESC, media_id LIMIT \(limit)
            """)
        return rows.map(MediaRow.init)
    }

    func rollTrending() async throws {
        _ = try await database.query("SELECT roll_trending()")
    }
}
