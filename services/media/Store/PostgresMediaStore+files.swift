import Contracts
import Postgres

extension PostgresMediaStore {
    /// Nil for an item that is not there or whose bytes live elsewhere.
    func location(_ id: MediaID) async throws -> LocatedFile? {
        let rows = try await database.query(
            """
            SELECT libraries.path, item.path, item.content_type, item.size_bytes, coalesce(item.content_hash, '')
            FROM media_items AS item LEFT JOIN libraries ON libraries.id = item.library_id
            WHERE item.id = \(id) AND item.deleted_at IS NULL AND item.path IS NOT NULL
            """)
        guard let row = rows.first else { return nil }
        let root: String? = try row.get(0)
        return LocatedFile(
            area: root == nil ? .storage : .library, root: root ?? "", path: try row.get(1), contentType: try row.get(2),
            sizeBytes: try row.get(3), contentHash: try row.get(4))
    }

    func thumbnails(_ id: MediaID) async throws -> (state: LocateThumbnail.Reply.State, version: Int64)? {
        let rows = try await database.query(
            "SELECT thumbnail_state, version FROM media_items WHERE id = \(id) AND deleted_at IS NULL")
        guard let row = rows.first else { return nil }
        let state: String = try row.get(0)
        return (state == "ready" ? .ready : state == "pending" ? .pending : .none, try row.get(1))
    }

    /// The end of a thumbnail job. Nil when the item is gone or its bytes are others by now: the job was too late.
    func recordThumbnails(_ request: RecordThumbnails, _ connection: PostgresConnection) async throws -> MediaFacts? {
        let rows = try await connection.query(
            "SELECT content_hash FROM media_items WHERE id = \(request.media) AND deleted_at IS NULL FOR UPDATE")
        guard let row = rows.first, try row.get(0, as: String?.self) == request.contentHash else { return nil }
        let state: String =
            switch request.outcome {
            case .made: "ready"
            case .none: "none"
            case .failed: "failed"
            }
        let url = request.outcome == .made ? "/api/v1/media/\(request.media)/thumbnail" : nil
        return try await change(request.media, "thumbnail_state = \(state), thumbnail_url = \(url)", connection)
    }
}

extension PostgresMediaStore {
    /// The assignments for an item whose file has new content. A new content is a new thing to see: its title too.
    static func replaced(_ facts: ProbedFacts, by file: PendingFile) -> SQL {
        """
        \(probed(facts)), title = \(facts.title), size_bytes = \(file.sizeBytes), content_hash = \(file.contentHash),
        path = \(file.path), thumbnail_url = NULL
        """
    }
}
