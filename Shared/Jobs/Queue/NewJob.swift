import Contracts
import JSON

/// A job before it is in its queue; also what an outbox row of a job holds. What is absent is the queue's or the type's own.
package struct NewJob: Codable, Sendable {
    /// The `stream` of its outbox row.
    package static let outboxStream = "jobs"
    /// Higher goes first; jobs of one priority go in the order of their arrival.
    package static let priorities = 0...4095
    /// In bytes. What is larger belongs into a file or a table, and its name into the payload.
    package static let maximumPayload = 256 << 10
    /// Jobs of a flow, which one script adds.
    package static let maximumFamily = 1_000

    package var id: JobID
    package var type: String
    package var queue: String
    /// JSON.
    package var payload: String
    /// Who may look at it besides administrators.
    package var owner: UserID?
    /// Of `priorities`; what is outside counts as the nearer end. Absent: 0.
    package var priority: Int?
    package var delayMilliseconds: Int?
    package var attempts: Int?
    package var backoff: RetryDelay?
    package var timeoutMilliseconds: Int?
    /// A job that has not started by then fails.
    package var expiryMilliseconds: Int?
    package var unique: UniqueKey?
    /// How many ended jobs of the type are kept when this one has ended; 0 forgets this one at once.
    package var keep: Int?
    /// The job starts when these have ended. They have no unique keys; see `JobQueue.add(flow:)`.
    package var children: [NewJob]?
    /// As a child: whether the parent runs although this one failed.
    package var mayFail: Bool?

    /// - Throws: `JobTooLarge`; or what the payload's encoding throws.
    package init<P: JobPayload>(
        _ payload: P, id: JobID = .make(), owner: UserID? = nil, priority: Int? = nil, delay: Duration? = nil,
        attempts: Int? = nil, backoff: RetryDelay? = nil, timeout: Duration? = nil, expiry: Duration? = nil,
        unique: UniqueKey? = nil, keep: Int? = nil, children: [NewJob]? = nil, mayFail: Bool? = nil
    ) throws {
        self.id = id
        self.type = P.type
        self.queue = P.queue
        self.payload = String(decoding: try JSONEncoding.encode(payload), as: UTF8.self)
        self.owner = owner
        self.priority = priority
        self.delayMilliseconds = delay?.wholeMilliseconds
        self.attempts = attempts
        self.backoff = backoff
        self.timeoutMilliseconds = timeout?.wholeMilliseconds
        self.expiryMilliseconds = expiry?.wholeMilliseconds
        self.unique = unique
        self.keep = keep
        self.children = children
        self.mayFail = mayFail
        guard self.payload.utf8.count <= Self.maximumPayload else { throw JobTooLarge.payload(bytes: self.payload.utf8.count) }
        guard familySize <= Self.maximumFamily else { throw JobTooLarge.family(jobs: familySize) }
    }

    private var familySize: Int { children?.reduce(1) { $0 + $1.familySize } ?? 1 }

    package var encoded: [UInt8] { get throws { try JSONEncoding.encode(self) } }

    package init(encoded: [UInt8]) throws { self = try JSONDecoding.decode(NewJob.self, from: encoded) }
}

extension Duration {
    var wholeMilliseconds: Int { Int(self / .milliseconds(1)) }
}
