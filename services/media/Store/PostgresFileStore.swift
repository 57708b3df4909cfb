import Contracts
import Postgres

/// What scans know of the files of libraries.
struct PostgresFileStore: Sendable {
    let database: PostgresDatabase

    /// Stamps those that are as they were, and returns the others; throws a conflict once the scan has ended. One that an earlier scan
    /// waited for in vain is among these: it has no job any more, or has it for nothing.
    func compare(_ request: CompareFiles) async throws -> [String] {
        let results = try await database.batch([
            // The row is held until the files are stamped: the scan cannot end meanwhile.
            """
            UPDATE scans SET touched_at = now() WHERE id = \(request.scan) AND library_id = \(request.library) AND state = 'running'
            RETURNING id
            """,
            """
            WITH seen AS (
                SELECT * FROM unnest(\(request.files.map(\.path))::text[], \(request.files.map { Int($0.sizeBytes) })::bigint[],
                    \(request.files.map { Int($0.modifiedNanoseconds) })::bigint[]) AS seen (path, size, modified_ns)
            ), stamped AS (
                UPDATE files SET scan_id = \(request.scan) FROM seen
                WHERE files.library_id = \(request.library) AND files.path = seen.path AND files.size = seen.size
                    AND files.modified_ns = seen.modified_ns AND files.state <> 'missing'
                    AND (files.state <> 'pending' OR files.is_held OR files.probed_in = \(request.scan))
                    AND EXISTS (
                        SELECT FROM scans WHERE id = \(request.scan) AND library_id = \(request.library) AND state = 'running')
                RETURNING files.path
            )
            SELECT path FROM seen WHERE path NOT IN (SELECT path FROM stamped)
            """,
        ])
        if results[0].isEmpty { throw PostgresLibraryStore.hasEnded }
        return try results[1].map { try $0.get(0) }
    }

    /// An item that an admin removed: its file is not catalogued again while it stays as it is.
    func ignore(_ media: MediaID, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute("UPDATE files SET state = 'ignored', media_id = NULL WHERE media_id = \(media)")
    }

    /// Holds the row. Nil when the file is gone or its content is another by now: the job was too late.
    func pending(_ id: FileID, contentHash: String, _ connection: PostgresConnection) async throws -> PendingFile? {
        try await connection.query(
            """
            SELECT f.id, f.library_id, l.path, f.path, f.size, f.content_type, f.content_hash, f.media_id
            FROM files f JOIN libraries l ON l.id = f.library_id
            WHERE f.id = \(id) AND f.content_hash = \(contentHash) AND f.state = 'pending' FOR UPDATE OF f
            """
        ).first.map(Self.file)
    }

    static func file(_ row: PostgresRow) throws -> PendingFile {
        PendingFile(
            id: try row.get(0), library: try row.get(1), libraryPath: try row.get(2), path: try row.get(3),
            sizeBytes: try row.get(4), contentType: try row.get(5), contentHash: try row.get(6), media: try row.get(7))
    }

    /// Counts as failed in its scan, and stays to be probed.
    func giveUp(_ file: PendingFile, _ reason: String, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute("UPDATE files SET outcome = 'failed', error = \(reason) WHERE id = \(file.id)")
    }

    func settle(
        _ file: PendingFile, media: MediaID?, outcome: String, error: String?, _ connection: PostgresConnection
    ) async throws {
        _ = try await connection.execute(
            """
            UPDATE files SET state = \(error == nil ? "ready" : "failed"), media_id = \(media?.uuid), outcome = \(outcome), error = \(error)
            WHERE id = \(file.id)
            """)
    }
}
