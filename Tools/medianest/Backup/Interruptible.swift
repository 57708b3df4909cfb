import Postgres

/// Runs `body` until it ends or somebody wants it to: then it is cancelled and waited for, so that it can clear up.
func interruptible<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let sources = TerminationSignals()
    defer { withExtendedLifetime(sources) {} }
    let signals = sources.stream
    return try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            for await _ in signals { break }
            return nil
        }
        let first = try await group.next() ?? nil
        group.cancelAll()
        if let first { return first }
        do {
            while let late = try await group.next() {
                // It was done at that very moment.
                if let late { return late }
            }
        } catch is CancellationError {
        } catch let error as PostgresError where error.code == .cancelled {}
        throw CommandError(line: "interrupted; nothing was left behind", code: 130)
    }
}
