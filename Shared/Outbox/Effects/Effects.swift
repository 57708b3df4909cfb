import Contracts
import Postgres

/// Gives each job exactly one effect in this database, however often it is run.
///
/// The attempt's number is the lease: it is checked in the transaction of the effect, so a worker that was thought dead and goes on
/// cannot apply what another has applied, or is applying. The schema needs `Migration.jobEffects`.
package struct Effects: Sendable {
    package enum Outcome: Sendable { case applied, alreadyDone }

    private let database: PostgresDatabase

    package init(database: PostgresDatabase) { self.database = database }

    /// Runs `body` in a transaction, unless an attempt has done so before. What it throws undoes it, and the next attempt may try.
    /// - Throws: `LeaseLost` where a later attempt has begun its effect.
    @discardableResult
    package func apply(
        job: JobID, attempt: Int, _ body: @escaping @Sendable (PostgresConnection) async throws -> Void
    ) async throws -> Outcome {
        try await database.withTransaction { connection in
            // Waits for another attempt that is in the middle of it.
            let claimed = try await connection.execute(
                """
                INSERT INTO job_effects AS effect (job_id, attempt) VALUES (\(job), \(attempt))
                ON CONFLICT (job_id) DO UPDATE SET attempt = excluded.attempt
                WHERE NOT effect.done AND effect.attempt <= excluded.attempt
                """)
            guard claimed == 1 else {
                let rows = try await connection.query("SELECT done FROM job_effects WHERE job_id = \(job)")
                guard try rows.first?.get(0) == true else { throw LeaseLost(job: job, attempt: attempt) }
                return .alreadyDone
            }
            try await body(connection)
            try await connection.execute("UPDATE job_effects SET done = true WHERE job_id = \(job)")
            return .applied
        }
    }

    /// Whether an attempt has applied its effect: then what cannot be undone, a mail that was sent, need not be done again.
    package func isDone(job: JobID) async throws -> Bool {
        try await database.query("SELECT FROM job_effects WHERE job_id = \(job) AND done").isEmpty == false
    }
}

/// Another worker has the job.
package struct LeaseLost: Error, CustomStringConvertible {
    package let job: JobID
    package let attempt: Int

    package var description: String { "attempt \(attempt) at the job \(job) was taken over" }
}
