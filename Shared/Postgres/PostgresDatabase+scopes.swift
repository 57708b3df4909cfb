extension PostgresDatabase {
    /// Lends one connection to `body` for as long as it runs. A transaction that is left open is rolled back.
    ///
    /// Throws what `body` throws, or a `PostgresError` when there is no connection.
    package nonisolated(nonsending) func withConnection<T>(
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> T
    ) async throws -> T {
        let operation = Operation(.lease, deadline: PostgresDeadline.current)
        if let failure = await operation.wait(start: pool.acquire) { throw failure }
        guard let (session, lease) = operation.leased else { throw PostgresError.connectionLost }
        let connection = PostgresConnection(session: session, lease: lease, monitor: monitor)
        defer { session.endLease() }
        return try await body(connection)
    }

    /// Runs `body` in a transaction, which commits when it returns and rolls back when it throws.
    ///
    /// After a serialization failure or a deadlock the whole body is run again, up to `retries` times, so it must
    /// have no effect but on the database. When the connection breaks during the commit, `.connectionLost` leaves
    /// open whether it happened.
    package nonisolated(nonsending) func withTransaction<T>(
        isolation: TransactionIsolation = .readCommitted, retries: Int = 3,
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> T
    ) async throws -> T {
        var attempt = 0
        while true {
            do {
                return try await withConnection { try await $0.transaction(isolation, body) }
            } catch let error as PostgresError where error.isWorthRetrying && attempt < retries {
                attempt += 1
                try await pause(before: attempt)
            }
        }
    }

    /// Without jitter those who collided would collide again.
    private nonisolated(nonsending) func pause(before attempt: Int) async throws {
        let longest = min(500, 10 << attempt)
        try await Task.sleep(for: .milliseconds(Int.random(in: 1...longest)))
    }

    /// Copies into a table: `COPY media (id, title) FROM STDIN`. Returns the number of rows.
    package nonisolated(nonsending) func copyIn<Rows: AsyncSequence>(
        _ statement: String, from rows: Rows
    ) async throws -> Int where Rows.Element == [UInt8] {
        try await withConnection { try await $0.copyIn(statement, from: rows) }
    }
}
