/// Runs `operation` for at most `duration`.
///
/// Whichever of the operation and the timer is second is cancelled and waited for, so nothing is left running when this
/// returns; an operation that ignores cancellation is therefore waited for too. Cancelling the caller cancels the
/// operation, whose own answer to that is what the caller gets.
/// - Throws: `DeadlinePassed` when the time was up, else what the operation threw.
package func withTimeout<Result: Sendable>(
    _ duration: Duration, clock: some Clock<Duration> = ContinuousClock(),
    isolation: isolated (any Actor)? = #isolation,
    _ operation: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: TimeoutRacer<Result>.self, isolation: isolation) { group in
        group.addTask { .operation(try await operation()) }
        group.addTask {
            do {
                try await clock.sleep(for: duration)
                return .timer
            } catch {
                // The caller was cancelled. That is for the operation to answer, so the timer leaves the race.
                return .withdrawn
            }
        }
        defer { group.cancelAll() }
        while let first = try await group.next() {
            switch first {
            case .operation(let result): return result
            case .timer: throw DeadlinePassed()
            case .withdrawn: continue
            }
        }
        preconditionFailure("the operation always ends as a result or an error")
    }
}

/// Runs `operation` until `deadline`, as `withTimeout` with a duration does.
package func withTimeout<Result: Sendable>(
    until deadline: Deadline, isolation: isolated (any Actor)? = #isolation,
    _ operation: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    guard !deadline.hasPassed else { throw DeadlinePassed() }
    return try await withTimeout(deadline.remaining, isolation: isolation, operation)
}

private enum TimeoutRacer<Result: Sendable>: Sendable {
    case operation(Result)
    case timer
    case withdrawn
}
