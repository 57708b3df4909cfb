import Contracts
import Resilience

/// What a use case may know of the request besides its payload.
package struct RequestContext: Sendable {
    package let envelope: RequestEnvelope

    package init(_ envelope: RequestEnvelope) { self.envelope = envelope }

    package var id: String { envelope.id }
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
