import Contracts
import Postgres

extension PostgresLibraryStore {
    /// A scan whose worker has not been heard of for this long has died with it.
    private static let patience: SQL = "interval '2 minutes'"

    /// The job of the scan that runs, or nil after noting one that starts with `job`.
    func beginScan(
        of library: LibraryID, scan: ScanID, job: JobID, requestedBy: UserID?, _ connection: PostgresConnection
    ) async throws -> JobID? {
        guard try await !connection.query("SELECT FROM libraries WHERE id = \(library) FOR UPDATE").isEmpty else {
            throw Problem.notFound("library")
        }
        _ = try await connection.execute(
            """
            UPDATE scans SET state = 'failed', finished_at = now(), error = 'its worker fell silent'
            WHERE library_id = \(library) AND state = 'running' AND touched_at < now() - \(Self.patience)
            """)
        let running = try await connection.query(
            "SELECT job_id::uuid FROM scans WHERE library_id = \(library) AND state = 'running'")
        if let row = running.first { return try row.get(0) }
        _ = try await connection.execute(
            """
            INSERT INTO scans (id, library_id, job_id, requested_by)
            VALUES (\(scan), \(library), \(job.description), \(requestedBy?.uuid))
            """)
        return nil
    }

    func scan(ofJob job: JobID) async throws -> BeginScan.Reply? {
        let rows = try await database.query(
            """
            UPDATE scans SET touched_at = now() FROM libraries l
            WHERE scans.job_id = \(job.description) AND scans.state = 'running' AND l.id = scans.library_id
            RETURNING scans.id, l.path,
                (SELECT count(*) FROM files f WHERE f.library_id = l.id AND f.state IN ('ready', 'pending'))
            """)
        guard let row = rows.first else { return nil }
        return .init(scan: try row.get(0), path: try row.get(1), knownFiles: try row.get(2))
    }

    /// Lets a scan change what is known of files while it runs, and not later: holds its row, so that it cannot end before the
    /// transaction does. The worker of an ended scan may not know: it hung, and another took its place.
    func holdRunning(_ scan: ScanID, of library: LibraryID, _ connection: PostgresConnection) async throws {
        let running = try await connection.query(
            "SELECT FROM scans WHERE id = \(scan) AND library_id = \(library) AND state = 'running' FOR SHARE")
        if running.isEmpty { throw Self.hasEnded }
    }

    static let hasEnded = Problem.conflict("The scan has ended.")

    /// Ends a running scan. Nil when it has ended already.
    func endScan(
        _ scan: ScanID, of library: LibraryID, error: String?, _ connection: PostgresConnection
    ) async throws -> EndedScan? {
        let rows = try await connection.query(
            """
            UPDATE scans SET state = \(error == nil ? "finished" : "failed"), finished_at = now(), error = \(error) FROM libraries l
            WHERE scans.id = \(scan) AND library_id = \(library) AND l.id = library_id AND state = 'running'
            RETURNING l.name, requested_by
            """)
        guard let row = rows.first else { return nil }
        if error == nil {
            _ = try await connection.execute(
                "UPDATE libraries SET last_scan_id = \(scan), last_scanned_at = now() WHERE id = \(library)")
        }
        return EndedScan(library: try row.get(0), requestedBy: try row.get(1))
    }
}
