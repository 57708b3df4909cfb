import Contracts
import Resilience

/// What a use case may know of the request besides its payload.
package struct RequestContext: Sendable {
    package let envelope: RequestEnvelope
    /// Another replica had it and died, or hangs: it may have done all of it, and has not answered.
    package let isRedelivered: Bool

    package init(_ envelope: RequestEnvelope, isRedelivered: Bool = false) {
        self.envelope = envelope
        self.isRedelivered = isRedelivered
    }

    package var id: String { envelope.id }
    package var idempotencyKey: String? { envelope.idempotencyKey }
    package var caller: Caller { envelope.caller }
    package var deadline: Deadline { envelope.deadline }
    package var position: Position { envelope.position }

    /// The signed-in user, or a 401 problem.
    package var userID: UserID {
        get throws(Problem) {
            guard let id = caller.userID else { throw .unauthenticated("This needs a signed-in user.") }
            return id
        }
    }

    package func requireAdmin() throws(Problem) {
        guard caller.isAdmin else { throw .forbidden() }
    }
}
