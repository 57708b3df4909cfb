extension ConcurrencyLimiter {
    /// Runs `body` if there is a place for it.
    ///
    /// How long it took counts if it returned; `DeadlinePassed` counts as a timeout; any other error is ignored, since what fails
    /// at once would look like a fast dependency.
    /// - Throws: `ConcurrencyLimitReached`, at once, if there is no place, else what `body` throws.
    package func run<Value>(
        _ priority: RequestPriority, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async throws -> Value {
        let permit = try admit(priority)
        do {
            let value = try await body()
            permit.answered()
            return value
        } catch {
            if error is DeadlinePassed { permit.timedOut() } else { permit.ignored() }
            throw error
        }
    }
}
