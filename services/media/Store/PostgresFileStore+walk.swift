import Contracts
import Postgres

extension PostgresFileStore {
    struct Moved {
        let media: MediaID
        let path: String
    }

    /// What could not be looked at is taken to be as it was.
    func spare(_ request: EndWalk, _ connection: PostgresConnection) async throws {
        for path in request.unreadable {
            _ = try await connection.execute(
                """
                UPDATE files SET scan_id = \(request.scan)
                WHERE library_id = \(request.library) AND (path = \(path) OR starts_with(path, \(path + "/")))
                """)
        }
    }

    /// Files that waited take over the items of files with the same content that this scan has not seen, one each.
    func adoptMoved(_ request: EndWalk, _ connection: PostgresConnection) async throws -> [Moved] {
        let rows = try await connection.query(
            """
            WITH held AS (
                SELECT id, path, content_hash, row_number() OVER (PARTITION BY content_hash ORDER BY path) AS place
                FROM files WHERE library_id = \(request.library) AND is_held AND state = 'pending'
            ), gone AS (
                SELECT id, media_id, content_hash, row_number() OVER (PARTITION BY content_hash ORDER BY path) AS place
                FROM files WHERE library_id = \(request.library) AND scan_id <> \(request.scan) AND media_id IS NOT NULL
            )
            SELECT held.id, gone.id, gone.media_id, held.path FROM held JOIN gone USING (content_hash, place)
            """)
        var moved: [Moved] = []
        for row in rows {
            let (new, old): (FileID, FileID) = (try row.get(0), try row.get(1))
            let found = Moved(media: try row.get(2), path: try row.get(3))
            _ = try await connection.batch([
                "DELETE FROM files WHERE id = \(old)",
                "UPDATE files SET state = 'ready', is_held = false, media_id = \(found.media) WHERE id = \(new)",
                "UPDATE media_items SET path = \(found.path) WHERE id = \(found.media)",
            ])
            moved.append(found)
        }
        return moved
    }

    /// Files that waited in vain: their content stands twice.
    func releaseHeld(_ request: EndWalk, _ connection: PostgresConnection) async throws -> [PendingFile] {
        try await connection.query(
            """
            UPDATE files f SET is_held = false, probed_in = \(request.scan) FROM libraries l
            WHERE f.library_id = \(request.library) AND f.is_held AND l.id = f.library_id
            RETURNING f.id, f.library_id, l.path, f.path, f.size, f.content_type, f.content_hash, f.media_id
            """
        ).map(Self.file)
    }

    /// Forgets files that the scan has not seen; returns the items that they had.
    func forgetUnseen(_ request: EndWalk, _ connection: PostgresConnection) async throws -> [MediaID] {
        try await connection.query(
            """
            DELETE FROM files WHERE library_id = \(request.library) AND scan_id <> \(request.scan) RETURNING media_id
            """
        ).compactMap { try $0.get(0, as: MediaID?.self) }
    }

    func progress(_ scan: ScanID) async throws -> ScanProgress.Reply {
        let results = try await database.batch([
            "UPDATE scans SET touched_at = now() WHERE id = \(scan) AND touched_at < now() - interval '5 seconds'",
            """
            SELECT count(*), count(*) FILTER (WHERE state = 'pending' AND outcome IS NULL), count(*) FILTER (WHERE outcome = 'added'),
                count(*) FILTER (WHERE outcome = 'changed'), count(*) FILTER (WHERE outcome = 'failed')
            FROM files WHERE probed_in = \(scan)
            """,
            "SELECT path, coalesce(error, '') FROM files WHERE probed_in = \(scan) AND outcome = 'failed' ORDER BY path LIMIT 100",
        ])
        guard let row = results[1].first else { throw PostgresError(.decoding, "a count without a row") }
        return .init(
            total: try row.get(0), pending: try row.get(1), added: try row.get(2), changed: try row.get(3), failed: try row.get(4),
            failures: try results[2].map { .init(path: try $0.get(0), reason: try $0.get(1)) })
    }
}
