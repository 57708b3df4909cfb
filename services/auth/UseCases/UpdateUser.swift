import Bus
import Contracts
import Outbox
import Postgres

extension UpdateUser {
    /// For administrators: changes a role or a status. Suspending ends all sessions. 409 if no active administrator would be left.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Answer {
        try context.requireAdmin()
        return try await auth.writes.perform(UpdateUser.self, context) { scope in
            if changes.role == .user || changes.status == .suspended { try await refuseForLastAdministrator(scope.connection) }
            let changed = UserStatements.change(id, role: changes.role, status: changes.status)
            guard let row = try await scope.connection.query(changed).first else { throw Problem.notFound("user") }
            let updated = try UserRow(row)
            try scope.publish(updated.changed)
            if updated.user.status == .suspended { try await endSessions(scope, auth) }
            return updated.user
        }
    }

    private func endSessions(_ scope: WriteScope, _ auth: Auth) async throws {
        let ended = try await scope.connection.query(SessionStatements.revokeAll(of: id, except: nil))
        for fact in try ended.endings(of: id, auth.tokens) { try scope.publish(fact) }
    }

    private func refuseForLastAdministrator(_ connection: PostgresConnection) async throws {
        let administrators = try await connection.query(UserStatements.lockAdministrators).map { try $0.get(0, as: UserID.self) }
        if administrators == [id] { throw Problem.conflict("The last active administrator cannot be demoted or suspended.") }
    }
}
