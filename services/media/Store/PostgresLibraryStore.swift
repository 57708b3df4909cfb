import Contracts
import Postgres

struct PostgresLibraryStore: Sendable {
    let database: PostgresDatabase

    func all() async throws -> [Library] {
        try await database.query(
            """
            SELECT l.id, l.name, l.path, (SELECT count(*) FROM files f WHERE f.library_id = l.id AND f.state = 'ready'),
                l.last_scanned_at, (SELECT job_id::uuid FROM scans s WHERE s.library_id = l.id AND s.state = 'running'), l.created_at
            FROM libraries l ORDER BY l.created_at, l.id
            """
        ).map { row in
            Library(
                id: try row.get(0), name: try row.get(1), path: try row.get(2), itemCount: try row.get(3),
                lastScanAt: try row.get(4), scanJobId: try row.get(5), createdAt: try row.get(6))
        }
    }

    /// The paths of all libraries, while nobody else may add one.
    func lockedPaths(_ connection: PostgresConnection) async throws -> [String] {
        _ = try await connection.execute("LOCK TABLE libraries IN SHARE ROW EXCLUSIVE MODE")
        return try await connection.query("SELECT path FROM libraries").map { try $0.get(0) }
    }

    func insert(_ library: Library, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute(
            """
            INSERT INTO libraries (id, name, path, created_at)
            VALUES (\(library.id), \(library.name), \(library.path), \(library.createdAt))
            """)
    }
}
