import Contracts
import Postgres

extension PostgresMediaStore {
    private static let factColumns: SQL = """
        id, type, source, title, artist, album, duration_seconds, thumbnail_url, version
        """

    private static func facts(_ row: PostgresRow) throws -> MediaFacts {
        guard let type = MediaType(rawValue: try row.get(1)), let source = MediaSource(rawValue: try row.get(2)) else {
            throw PostgresError(.decoding, "an item of an unknown kind")
        }
        return MediaFacts(
            id: try row.get(0), type: type, source: source, title: try row.get(3), artist: try row.get(4), album: try row.get(5),
            durationSeconds: try row.get(6), thumbnailUrl: try row.get(7), version: try row.get(8))
    }

    func facts(_ ids: [MediaID]) async throws -> [MediaFacts] {
        try await database.query(
            "SELECT \(Self.factColumns) FROM media_items WHERE id = ANY(\(ids.map(\.uuid))::uuid[]) AND deleted_at IS NULL"
        ).map(Self.facts)
    }

    /// Changes an item and returns its new facts, or nil when there is no such item. `assignments` are pasted into the UPDATE.
    func change(_ id: MediaID, _ assignments: SQL, _ connection: PostgresConnection) async throws -> MediaFacts? {
        try await connection.query(
            """
            UPDATE media_items SET \(assignments), version = version + 1, updated_at = \(Timestamp.now())
            WHERE id = \(id) AND deleted_at IS NULL RETURNING \(Self.factColumns)
            """
        ).first.map(Self.facts)
    }

    func exists(_ id: MediaID) async throws -> Bool {
        try await !database.query("SELECT FROM media_items WHERE id = \(id) AND deleted_at IS NULL").isEmpty
    }
}
