extension Deadline {
    /// Runs `body` with at most `duration` left. An outer deadline that is nearer stays: nesting only shrinks.
    /// It tells, it does not interrupt: see `withTimeout` for that.
    package static func within<Result, Failure: Error>(
        _ duration: Duration, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        try await until(.after(duration), isolation: isolation, body)
    }

    /// Like `within`, for a deadline that came with a message.
    package static func until<Result, Failure: Error>(
        _ deadline: Deadline, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let nearest = min(deadline, current ?? deadline)
        // `withValue` rethrows untyped, so the error is carried out as a value.
        let outcome = await $current.withValue(
            nearest,
            operation: { () async -> Swift.Result<Result, Failure> in
                do throws(Failure) {
                    return .success(try await body())
                } catch {
                    return .failure(error)
                }
            }, isolation: isolation)
        return try outcome.get()
    }
}
