import Bus
import Contracts
import FoundationEssentials
import Outbox
import Postgres

extension LogIn {
    /// Signs in. An unknown address, a wrong password and an unreadable hash are the same 401, after the same work;
    /// too many failures are 429, and then a right password helps nobody to learn that it is right.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Answer {
        let attempt = LoginAttempt(email: email, address: address, limits: auth.limits)
        let found = try await account(attempt, auth)
        // Not even hashed: no password is that long, and the length is the caller's own.
        let typed = password.utf8.count <= PasswordPolicy.maximumBytes ? password : ""
        guard case .right(let replacement) = try await auth.hasher.verify(typed, against: found?.passwordHash), let found else {
            try await auth.recordFailure(attempt)
            throw Problem.wrongCredentials
        }
        guard found.user.status == .active else { throw Problem.suspended }
        return try await open(found, replacement, attempt, context, auth)
    }

    /// Asked for together with whether it is blocked, which is the common way and so one round trip.
    private func account(_ attempt: LoginAttempt, _ auth: Auth) async throws -> UserRow? {
        guard let address = EmailAddress(email) else {
            try await auth.refuseIfBlocked(attempt)
            return nil
        }
        let answers = try await auth.database.batch([LoginFailureStatements.blocking(attempt), UserStatements.find(email: address)])
        try auth.refuse(blocked: answers[0])
        return try answers[1].first.map { try UserRow($0) }
    }

    private func open(
        _ found: UserRow, _ replacement: PasswordHash?, _ attempt: LoginAttempt, _ context: RequestContext, _ auth: Auth
    ) async throws -> Answer {
        let token = RefreshToken()
        let opening = try SessionOpening(
            self, user: found.user.id, requestID: context.id, lifetime: auth.tokens.sessionLifetime, token: token,
            attempt: attempt, storedHash: found.passwordHash, replacement: replacement)
        guard let row = try await auth.database.query(SessionStatements.open(opening)).first else {
            try await auth.refuseIfBlocked(attempt)
            throw Problem.lockedOut(seconds: 1)
        }
        // The fact is no hurry: only a mail follows from it, so it leaves with the relay's next look, and with the others of that time.
        return Answer(to: LogIn.self, try await auth.signedIn(found.user, session: try row.get(0), refreshToken: token))
    }
}
