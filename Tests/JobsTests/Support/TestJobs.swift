import Contracts
import JSON
import Jobs

struct Work: JobPayload {
    static let type = "test-work"
    static let queue = "test"

    var label = ""
}

struct Chore: JobPayload {
    static let type = "test-chore"
    static let queue = "test"

    var label = ""
}

struct Outcome: CodedJSON, Sendable {
    var label: String
}

struct Odd: Error, CustomStringConvertible {
    let description = "something odd"
}

extension JobPolicy {
    /// Quick retries, and nothing kept for its youth.
    static func quick(attempts: Int = 3, concurrency: Int = 4, keep: Int = 100) -> JobPolicy {
        var policy = JobPolicy(attempts: attempts, concurrency: concurrency, keepCompleted: keep, keepFailed: keep)
        policy.backoff = .exponential(base: .milliseconds(5), maximum: .milliseconds(20))
        policy.leastKept = .zero
        return policy
    }
}

extension JobType {
    /// Jobs whose handler throws or returns.
    static func work(
        _ policy: JobPolicy = .quick(), _ handle: @escaping @Sendable (Work, JobContext) async throws -> Void = { _, _ in }
    ) -> JobType {
        JobType(Work.self, policy: policy) { payload, context in
            try await handle(payload, context)
            return Nothing()
        }
    }
}
