import Contracts
import FoundationEssentials
import JSON

/// A type of job with its handler, its payload's type forgotten.
package struct JobType: Sendable {
    package let name: String
    package var policy: JobPolicy
    /// Types that go first: while any of them waits, this one runs one at a time.
    package let yieldsTo: [String]
    let handle: @Sendable (_ payload: String, JobContext) async throws -> String

    /// The handler's result, JSON, is kept with the job; `Nothing` keeps none.
    package init<P: JobPayload, R: JSONWritable & Sendable>(
        _ payload: P.Type, yieldsTo: [String] = [], policy: JobPolicy? = nil,
        _ handle: @escaping @Sendable (P, JobContext) async throws -> R
    ) {
        name = P.type
        self.policy = policy ?? .of(type: P.type)
        self.yieldsTo = yieldsTo
        self.handle = { text, context in
            let payload: P
            do {
                payload = try JSONDecoder().decode(P.self, from: Data(text.utf8))
            } catch {
                throw JobFailure("The payload is not one of \(P.type): \(error)")
            }
            return String(decoding: try await handle(payload, context).jsonBytes(), as: UTF8.self)
        }
    }
}
