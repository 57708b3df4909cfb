import Contracts
import Resilience

/// A request on its way: what a stream entry carries.
package struct RequestEnvelope: Sendable {
    /// Unique over all callers; replays of a claimed entry keep it, so that writes can be deduplicated by it.
    package var id: String
    package var name: String
    package var deadline: Deadline
    package var caller: Caller
    /// W3C trace context, or empty.
    package var traceparent: String
    /// What the caller must be able to see.
    package var position: Position
    package var idempotencyKey: String?
    /// The stream that waits for the reply; empty when nobody does.
    package var replyTo: String
    /// JSON.
    package var body: [UInt8]

    package init(
        id: String, name: String, deadline: Deadline, caller: Caller, traceparent: String = "",
        position: Position = Position(), idempotencyKey: String? = nil, replyTo: String = "", body: [UInt8]
    ) {
        self.id = id
        self.name = name
        self.deadline = deadline
        self.caller = caller
        self.traceparent = traceparent
        self.position = position
        self.idempotencyKey = idempotencyKey
        self.replyTo = replyTo
        self.body = body
    }
}
