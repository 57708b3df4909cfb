/// Runs `operation`, and again where it failed in a way that may pass. Only for what may safely be done twice: a failed attempt
/// may have had its effect.
///
/// It is tried again if the error is retryable, an attempt is left, the deadline leaves room for the wait and the attempt, and
/// the budget has a token. A breaker inside `operation` sees every attempt; `BreakerOpen` is better not called retryable.
/// - Throws: what the last attempt threw; `CancellationError` if the task was cancelled while it waited for the next.
package func retrying<Value>(
    _ policy: RetryPolicy = RetryPolicy(), budget: RetryBudget, deadline: Deadline? = Deadline.current,
    clock: some Clock<Duration> = ContinuousClock(), isolation: isolated (any Actor)? = #isolation,
    when isRetryable: (any Error) -> Bool, _ operation: () async throws -> Value
) async throws -> Value {
    var generator = SystemRandomNumberGenerator()
    var failures = 0
    budget.requested()
    while true {
        do {
            return try await operation()
        } catch {
            failures += 1
            // The budget is asked last, so that no token is spent on what is not tried.
            guard !Task.isCancelled, !(error is CancellationError), isRetryable(error),
                let delay = policy.delay(afterFailures: failures, remaining: deadline?.remaining, using: &generator), budget.withdraw()
            else { throw error }
            try await clock.sleep(for: delay)
        }
    }
}
