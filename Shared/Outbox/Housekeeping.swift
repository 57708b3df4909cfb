import Logging
import Postgres

/// Deletes what the bookkeeping tables need no longer.
package struct Housekeeping: Sendable {
    private let database: PostgresDatabase
    private let inbox: Inbox?
    private let logger: Logger

    package init(database: PostgresDatabase, inbox: Inbox?, logger: Logger) {
        self.database = database
        self.inbox = inbox
        self.logger = logger
    }

    /// Sweeps every minute until the task is cancelled. Any number of replicas may sweep.
    package func run() async {
        while !Task.isCancelled {
            await sleep(.seconds(60))
            guard !Task.isCancelled else { return }
            do {
                try await sweep()
            } catch {
                logger.warning("bookkeeping not swept", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Answers under a client's key are kept for 24 hours; the others only as long as an entry may be delivered again.
    package func sweep() async throws {
        _ = try await database.execute(
            """
            DELETE FROM request_log
            WHERE created_at < now() - interval '24 hours'
                OR (created_at < now() - interval '10 minutes' AND key LIKE 'r:%')
            """)
        try await inbox?.prune()
        try await sweepEffects()
    }

    /// Nobody runs a job again that is a week old. Not every schema has effects of jobs.
    private func sweepEffects() async throws {
        let found = try await database.query("SELECT to_regclass('job_effects') IS NOT NULL")
        guard try found.first?.get(0) == true else { return }
        _ = try await database.execute("DELETE FROM job_effects WHERE at < now() - interval '7 days'")
    }
}
