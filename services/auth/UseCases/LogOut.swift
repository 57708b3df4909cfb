import Bus
import Contracts
import Outbox

extension LogOut {
    /// Ends the caller's session. Doing so again is no error.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Answer {
        let user = try context.userID
        guard let session = context.caller.sessionID else { return Answer(to: LogOut.self, Nothing()) }
        return try await auth.writes.perform(LogOut.self, context) { scope in
            let ended = try await scope.connection.query(SessionStatements.revoke(session, of: user))
            for fact in try ended.endings(of: user, auth.tokens) { try scope.publish(fact) }
            return Nothing()
        }
    }
}
