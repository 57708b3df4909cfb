import Bus
import Contracts
import Outbox
import Postgres

extension ListSessions {
    /// The caller's living sessions, newest first.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> ItemList<Session> {
        let current = context.caller.sessionID
        let rows = try await auth.database.query(SessionStatements.list(of: try context.userID))
        return ItemList(
            try rows.map { row in
                let id: SessionID = try row.get(0)
                return Session(
                    id: id, userAgent: try row.get(1), address: try row.get(2), createdAt: try row.get(3),
                    lastSeenAt: try row.get(4), expiresAt: try row.get(5), isCurrent: id == current)
            })
    }
}
