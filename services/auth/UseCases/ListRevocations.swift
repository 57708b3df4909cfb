import Bus
import Contracts
import Outbox

extension ListRevocations {
    /// What has changed within the lifetime of an access token. Older changes are in the tokens themselves.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Reply {
        let sessions = try await auth.database.query(SessionStatements.ended(within: auth.tokens.memory))
        let users = try await auth.database.query(UserStatements.changed(within: auth.tokens.memory))
        return Reply(
            sessions: try sessions.map { row in
                let endedAt: Timestamp = try row.get(1)
                return Ended(session: try row.get(0), until: endedAt + auth.tokens.memory)
            },
            users: try users.map { row in
                let user = try UserRow(row).user
                return Changed(user: user.id, role: user.role, status: user.status)
            })
    }
}
