import Contracts
import Postgres

extension PostgresFileStore {
    /// Stores new and changed files and returns those to be probed now. One whose content is known is not: either it is
    /// the same file with a new time, or it may be a file that moved, which the end of the walk tells.
    func record(_ request: RecordFiles, _ connection: PostgresConnection) async throws -> [PendingFile] {
        let files = request.files
        // A file is identified by its path; its id survives a change of content, so that a job of the old content is told
        // apart by the hash.
        let rows = try await connection.query(
            """
            WITH seen AS (
                SELECT * FROM unnest(\(files.map { _ in FileID.make().uuid })::uuid[], \(files.map(\.file.path))::text[],
                    \(files.map { Int($0.file.sizeBytes) })::bigint[], \(files.map { Int($0.file.modifiedNanoseconds) })::bigint[],
                    \(files.map { Int(bitPattern: UInt($0.file.inode)) })::bigint[], \(files.map(\.contentHash))::text[],
                    \(files.map(\.contentType))::text[])
                    AS seen (id, path, size, modified_ns, inode, content_hash, content_type)
            ), judged AS (
                SELECT seen.*, EXISTS (
                    SELECT FROM files known
                    WHERE known.content_hash = seen.content_hash AND known.library_id = \(request.library)
                        AND known.path <> seen.path AND known.scan_id <> \(request.scan) AND known.media_id IS NOT NULL
                ) AS may_have_moved
                FROM seen
            )
            INSERT INTO files AS f (id, library_id, path, size, modified_ns, inode, content_hash, content_type, scan_id, state,
                is_held, probed_in)
            SELECT id, \(request.library), path, size, modified_ns, inode, content_hash, content_type, \(request.scan), 'pending',
                may_have_moved, CASE WHEN NOT may_have_moved THEN \(request.scan)::uuid END
            FROM judged
            ON CONFLICT (library_id, path) DO UPDATE SET
                size = excluded.size, modified_ns = excluded.modified_ns, inode = excluded.inode, scan_id = excluded.scan_id,
                content_type = excluded.content_type, content_hash = excluded.content_hash, error = NULL, is_held = false,
                state = CASE WHEN f.content_hash = excluded.content_hash AND f.state IN ('ready', 'ignored') THEN f.state
                    ELSE 'pending' END,
                outcome = CASE WHEN f.content_hash = excluded.content_hash AND f.state = 'ready' THEN f.outcome END,
                probed_in = CASE WHEN f.content_hash = excluded.content_hash AND f.state IN ('ready', 'ignored') THEN f.probed_in
                    ELSE \(request.scan) END
            RETURNING f.id, f.library_id, (SELECT path FROM libraries WHERE id = f.library_id), f.path, f.size, f.content_type,
                f.content_hash, f.media_id, f.state = 'pending' AND NOT f.is_held
            """)
        return try rows.filter { try $0.get(8) }.map(Self.file)
    }
}
