/// One connection, lent for the length of a scope. Used after that, it refuses with `.misuse`.
///
/// Statements of several tasks run one after the other.
package struct PostgresConnection: Sendable {
    let session: Session
    let lease: UInt64
    let monitor: QueryMonitor

    package nonisolated(nonsending) func query(_ sql: SQL) async throws(PostgresError) -> PostgresRows {
        try await run(.statement(sql)).single
    }

    @discardableResult
    package nonisolated(nonsending) func execute(_ sql: SQL) async throws(PostgresError) -> Int {
        try await query(sql).affected
    }

    /// Runs the statements in one round trip. Outside of a transaction they are one.
    package nonisolated(nonsending) func batch(_ statements: [SQL]) async throws(PostgresError) -> [PostgresRows] {
        guard !statements.isEmpty else { return [] }
        return try await run(.batch(statements)).rows
    }

    /// Runs a text of several statements without parameters, as a migration is. It must not come from outside.
    package nonisolated(nonsending) func script(_ text: String) async throws(PostgresError) {
        guard !text.utf8.contains(0) else { throw PostgresError(.invalidParameter, "the script holds a NUL") }
        _ = try await run(.script(text))
    }
}

extension PostgresConnection {
    nonisolated(nonsending) func run(
        _ work: Operation.Work, deadline: ContinuousClock.Instant? = PostgresDeadline.current
    ) async throws(PostgresError) -> Operation {
        let operation = Operation(work, deadline: deadline)
        let failure = await operation.wait(start: submit)
        monitor.record(operation, failure: failure)
        if let failure { throw failure }
        return operation
    }

    /// For what has to happen even if the task is cancelled or out of time.
    nonisolated(nonsending) func runShielded(_ work: Operation.Work) async throws(PostgresError) -> Operation {
        let operation = Operation(work, limitsTime: false)
        if let failure = await operation.waitShielded(start: submit) { throw failure }
        return operation
    }

    private func submit(_ operation: Operation) {
        if let deadline = operation.deadline { Reactor.shared.schedule(at: deadline) }
        session.submit(operation, lease: lease)
    }
}
