import Bus
import Contracts
import Outbox

extension EndSession {
    /// Ends one of the caller's sessions. 404 for another's, and for one that is over.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Answer {
        let user = try context.userID
        return try await auth.writes.perform(EndSession.self, context) { scope in
            let ended = try await scope.connection.query(SessionStatements.revoke(id, of: user))
            guard !ended.isEmpty else { throw Problem.notFound("session") }
            for fact in try ended.endings(of: user, auth.tokens) { try scope.publish(fact) }
            return Nothing()
        }
    }
}
