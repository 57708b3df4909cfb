extension CircuitBreaker {
    /// Makes a call if it is let in, and tells the breaker how it ended.
    ///
    /// An error that is thrown while the task is cancelled is ignored whatever `judge` would say: it tells of the caller. A
    /// timeout belongs inside `body` for that reason; around `run`, it would cancel exactly the calls that ought to count.
    /// - Parameter judge: what the result tells about the dependency. By default every error is a failure, but for
    ///   `CancellationError`.
    /// - Throws: `BreakerOpen` if the call was not made, else what `body` throws.
    package func run<Value>(
        isolation: isolated (any Actor)? = #isolation,
        judging judge: (Result<Value, any Error>) -> BreakerOutcome = BreakerOutcome.init(of:),
        _ body: () async throws -> Value
    ) async throws -> Value {
        let permit = try admit()
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        permit.ended(result.isLoss && Task.isCancelled ? .ignored : judge(result))
        return try result.get()
    }
}

extension BreakerOutcome {
    init(of result: Result<some Any, any Error>) {
        switch result {
        case .success: self = .succeeded
        case .failure(let error): self = error is CancellationError ? .ignored : .failed
        }
    }
}

extension Result {
    fileprivate var isLoss: Bool {
        if case .failure = self { true } else { false }
    }
}
