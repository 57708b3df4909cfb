extension PostgresDatabase {
    /// Runs one statement on a free connection and returns its rows.
    package nonisolated(nonsending) func query(_ sql: SQL) async throws(PostgresError) -> PostgresRows {
        do throws(PostgresError) {
            return try await run(.statement(sql)).single
        } catch  where error.isStalePlan {
            // A migration has changed the table under a prepared statement, or a pooler the session. The server refused before doing
            // anything.
            if error.isOfAnotherSession { pool.warnOfPooler() }
            return try await run(.statement(sql)).single
        }
    }

    /// Runs one statement and returns how many rows it changed.
    @discardableResult
    package nonisolated(nonsending) func execute(_ sql: SQL) async throws(PostgresError) -> Int {
        try await query(sql).affected
    }

    /// Runs the statements in one round trip, as one transaction: all of them take effect or none does.
    package nonisolated(nonsending) func batch(_ statements: [SQL]) async throws(PostgresError) -> [PostgresRows] {
        guard !statements.isEmpty else { return [] }
        return try await run(.batch(statements)).rows
    }

    nonisolated(nonsending) func run(
        _ work: Operation.Work, deadline: ContinuousClock.Instant? = PostgresDeadline.current
    ) async throws(PostgresError) -> Operation {
        let operation = Operation(work, deadline: deadline)
        let failure = await operation.wait(start: pool.acquire)
        monitor.record(operation, failure: failure)
        if let failure { throw failure }
        return operation
    }
}

extension Operation {
    /// The one statement's answer.
    var single: PostgresRows {
        get throws(PostgresError) {
            guard let rows = rows.first else { throw PostgresError(.connectionLost, "the server sent no answer") }
            return rows
        }
    }
}
