package import Logging

/// Brings a schema up to date. Any number of replicas may do so at once: each migration runs exactly once.
package struct Migrator: Sendable {
    package let migrations: [Migration]
    package let logger: Logger

    package init(migrations: [Migration], logger: Logger) {
        self.migrations = migrations
        self.logger = logger
    }

    /// Applies what is missing, each in a transaction of its own, and returns the numbers applied here.
    ///
    /// The schema is created if the role may. Throws `.migration` when an applied file was edited, is missing, or a
    /// new one has a number below an applied one; and what the server says about a migration that fails, which
    /// leaves nothing of it behind.
    @discardableResult
    package nonisolated(nonsending) func run(on database: PostgresDatabase, schema: String) async throws -> [Int] {
        let history = try MigrationHistory(migrations)
        var applied: [Int] = []
        while let number = try await applyNext(of: history, on: database, schema: schema) {
            applied.append(number)
        }
        return applied
    }

    /// The lock belongs to the transaction, so it is released whatever happens to the replica.
    private nonisolated(nonsending) func applyNext(
        of history: MigrationHistory, on database: PostgresDatabase, schema: String
    ) async throws -> Int? {
        try await database.withTransaction { connection in
            _ = try await connection.query("SELECT pg_advisory_xact_lock(hashtextextended(\("medianest:" + schema), 0))")
            let table = MigrationTable(connection: connection, schema: schema)
            try await table.create()
            let applied = try await table.applied()
            guard let next = try history.pending(after: applied).first else {
                warn(ofNewer: history.newer(in: applied), schema)
                return nil
            }
            logger.info("applying migration", metadata: ["schema": "\(schema)", "migration": "\(next.number)_\(next.name)"])
            try await connection.script(next.sql)
            try await table.insert(next)
            return next.number
        }
    }

    private func warn(ofNewer newer: [Int], _ schema: String) {
        guard let last = newer.max() else { return }
        logger.warning(
            "the schema is newer than this program, which goes on beside it",
            metadata: ["schema": "\(schema)", "migration": "\(last)", "known": "\(migrations.map(\.number).max() ?? 0)"])
    }
}
