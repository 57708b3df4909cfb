import Contracts
import Jobs

/// A job whose number says what becomes of it.
struct MatrixJob: JobPayload {
    static let type = "matrix"
    static let queue = "matrix"

    var number: Int

    var failsForGood: Bool { number % 50 == 7 }
    /// At its first attempt.
    var failsAtFirst: Bool { number % 5 == 1 }

    /// More attempts than anything that a test does can use up, and everything is kept.
    static let policy: JobPolicy = {
        var policy = JobPolicy(attempts: 100, concurrency: 16, keepCompleted: 1_000_000, keepFailed: 1_000_000)
        policy.backoff = .exponential(base: .milliseconds(50), maximum: .milliseconds(500))
        return policy
    }()
}

/// What the first attempt at some jobs ends with.
struct FailedAtFirst: Error {}
