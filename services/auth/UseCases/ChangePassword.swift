import Bus
import Contracts
import Outbox

extension ChangePassword {
    /// Replaces the caller's password and ends all their other sessions.
    ///
    /// A wrong current password is 422 and counts as a failed login: a stolen token must not be a way to guess.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Answer {
        let (id, session) = (try context.userID, context.caller.sessionID)
        let found = try await auth.user(id)
        let attempt = LoginAttempt(email: found.user.email, address: nil, limits: auth.limits)
        try await auth.refuseIfBlocked(attempt)
        if let weakness = PasswordPolicy.weakness(of: new, email: found.user.email) {
            throw Problem.invalid("new", weakness.message)
        }
        let isRight = try await auth.hasher.verify(current, against: found.passwordHash) != .wrong
        let hash = isRight ? try await auth.hasher.hash(new) : nil
        do {
            // Judged inside the write, after work that would have held a connection there: this request delivered again finds the
            // password changed, and is to be answered as before.
            return try await auth.writes.perform(ChangePassword.self, context, identity: "password") { scope in
                guard let hash else { throw WrongPassword() }
                try await Self.replace(found, by: hash, keeping: session, scope, auth)
                return Nothing()
            }
        } catch is WrongPassword {
            try await auth.recordFailure(attempt)
            throw Problem.invalid("current", "is not the current password")
        }
    }

    private struct WrongPassword: Error {}

    private static func replace(
        _ found: UserRow, by hash: PasswordHash, keeping session: SessionID?, _ scope: WriteScope, _ auth: Auth
    ) async throws {
        let id = found.user.id
        let replaced = try await scope.connection.query(UserStatements.replaceHash(found.passwordHash, by: hash, of: id))
        guard !replaced.isEmpty else { throw Problem.conflict("The password was changed by another request.") }
        let ended = try await scope.connection.query(SessionStatements.revokeAll(of: id, except: session))
        for fact in try ended.endings(of: id, auth.tokens) { try scope.publish(fact) }
        try scope.publish(PasswordChanged(user: id))
    }
}
