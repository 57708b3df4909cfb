import Contracts
import JSON
import Redis

/// A type of job with its handler, its payload's type forgotten.
package struct JobType: Sendable {
    package let name: String
    package let queue: String
    package var policy: JobPolicy
    /// Types that go first: while any of them waits or runs, this one runs one at a time.
    package let yieldsTo: [String]
    let handle: @Sendable (_ payload: String, JobContext) async throws -> String

    /// In bytes of JSON.
    package static let maximumResult = 1 << 20

    /// The handler's result, JSON, is kept with the job; `Nothing` keeps none. One larger than `maximumResult` fails the job.
    package init<P: JobPayload, R: JSONWritable & Sendable>(
        _ payload: P.Type, yieldsTo: [String] = [], policy: JobPolicy? = nil,
        _ handle: @escaping @Sendable (P, JobContext) async throws -> R
    ) {
        name = P.type
        queue = P.queue
        self.policy = policy ?? .of(type: P.type, queue: P.queue)
        self.yieldsTo = yieldsTo
        self.handle = { text, context in
            let payload: P
            do {
                payload = try JSONDecoding.decode(P.self, from: Array(text.utf8))
            } catch {
                throw JobFailure("The payload is not one of \(P.type): \(error)")
            }
            let result = try await handle(payload, context).jsonBytes()
            guard result.count <= Self.maximumResult else { throw JobFailure("A result of \(result.count) bytes is too large to be kept.") }
            return String(decoding: result, as: UTF8.self)
        }
    }

    /// As `JobScripts.register` wants it.
    func append(to arguments: inout [any RedisArgument]) {
        arguments.append(name)
        arguments.append(queue)
        arguments.append(policy.concurrency)
        arguments.append(max(policy.concurrency, JobScripts.defaultWindow))
        arguments.append(policy.rate?.limit ?? 0)
        arguments.append(max(1, policy.rate?.per.wholeMilliseconds ?? 1))
        arguments.append(policy.keepCompleted)
        arguments.append(policy.keepFailed)
        arguments.append(policy.leastKept.wholeMilliseconds)
    }
}
