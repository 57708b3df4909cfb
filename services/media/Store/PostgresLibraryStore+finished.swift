import Contracts
import Postgres

extension PostgresLibraryStore {
    /// Whether the scan of a job came to its end, rather than being abandoned.
    func hasFinishedScan(ofJob job: JobID) async throws -> Bool {
        let rows = try await database.query(
            "SELECT EXISTS (SELECT FROM scans WHERE job_id = \(job.description) AND state = 'finished')")
        return try rows.first?.get(0) ?? false
    }
}
