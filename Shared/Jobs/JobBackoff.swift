import Resilience

/// How long a job waits before it is tried again.
package enum JobBackoff: Sendable {
    /// A random time up to `base · 2^n`, at most `maximum`; see `Backoff`.
    case exponential(base: Duration, maximum: Duration)
    case fixed(Duration)
    /// Of a type's own; called with the number of failures, counted from 1, and what the last one was.
    case custom(@Sendable (_ failures: Int, _ error: any Error) -> Duration)

    func delay(failures: Int, after error: any Error) -> Duration {
        switch self {
        case .exponential(let base, let maximum):
            var generator = SystemRandomNumberGenerator()
            return Backoff(base: base, maximum: max(base, maximum)).delay(attempt: failures - 1, using: &generator)
        case .fixed(let delay): return max(.zero, delay)
        case .custom(let delay): return max(.zero, delay(failures, error))
        }
    }
}
