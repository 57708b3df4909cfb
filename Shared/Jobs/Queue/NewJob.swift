import Contracts
import FoundationEssentials

/// A job before it is in its queue; also what an outbox row of a job holds.
package struct NewJob: Codable, Sendable {
    /// The `stream` of its outbox row.
    package static let outboxStream = "jobs"

    package var id: JobID
    package var type: String
    package var queue: String
    /// JSON.
    package var payload: String
    /// Who may look at it besides administrators.
    package var owner: UserID?
    package var delayMilliseconds: Int?
    /// Absent: the type's own.
    package var attempts: Int?

    package init<P: JobPayload>(
        _ payload: P, id: JobID = .make(), owner: UserID? = nil, delay: Duration? = nil, attempts: Int? = nil
    ) throws {
        self.id = id
        self.type = P.type
        self.queue = P.queue
        self.payload = String(decoding: try JSONEncoder().encode(payload), as: UTF8.self)
        self.owner = owner
        self.delayMilliseconds = delay.map { Int($0 / .milliseconds(1)) }
        self.attempts = attempts
    }

    package var encoded: [UInt8] { get throws { [UInt8](try JSONEncoder().encode(self)) } }

    package init(encoded: [UInt8]) throws { self = try JSONDecoder().decode(NewJob.self, from: Data(encoded)) }
}
