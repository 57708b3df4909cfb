extension PostgresConnection {
    /// One attempt. `BEGIN` travels with the first statement.
    nonisolated(nonsending) func transaction<T>(
        _ isolation: TransactionIsolation, _ body: nonisolated(nonsending) (PostgresConnection) async throws -> T
    ) async throws -> T {
        session.prepareBegin(isolation.begin)
        do {
            let value = try await body(self)
            try await commit()
            return value
        } catch {
            await rollback(after: error)
            throw error
        }
    }

    private nonisolated(nonsending) func commit() async throws(PostgresError) {
        // A connection that broke meanwhile is in no transaction either: it refuses the commit, and so it must.
        guard !session.hasNothingToCommit else { return }
        let operation = Operation(.statement("COMMIT"), deadline: PostgresDeadline.current, limitsTime: false)
        if let failure = await operation.wait(start: { session.submit($0, lease: lease) }) { throw failure }
        // The server answers the commit of a failed transaction with success, and rolls back.
        if try operation.single.result.command == "ROLLBACK" {
            throw PostgresError(.transactionAborted, "a statement of the transaction had failed before the commit")
        }
    }

    /// Whoever gave up does not wait for it: the connection rolls back by itself before it is lent again.
    private nonisolated(nonsending) func rollback(after error: any Error) async {
        guard session.isInTransaction, !Task.isCancelled else { return }
        if let error = error as? PostgresError, error.code == .deadlineExceeded || error.code == .connectionLost { return }
        do throws(PostgresError) {
            _ = try await runShielded(.statement("ROLLBACK"))
        } catch {
            // Only a broken connection refuses a rollback, and its transaction is gone with it.
            session.close(error)
        }
    }
}
