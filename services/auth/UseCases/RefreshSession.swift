import Bus
import Contracts
import Outbox
import Postgres

extension RefreshSession {
    private enum Outcome: Sendable {
        case refreshed(User, SessionID)
        case dead
        /// The token had been used: somebody has a copy.
        case replayed(SessionID)
    }

    /// Exchanges a refresh token for a new pair. One that was used before ends its session, for whoever holds the other copy too.
    ///
    /// The same request delivered again is no replay: its token was used by itself, and the answer was lost. Nor is a client's own
    /// repetition under the same `Idempotency-Key`, as long as it has used no token that came after: it gets another pair.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Answer {
        guard let presented = RefreshToken(refreshToken) else { throw Problem.deadRefreshToken }
        let next = RefreshToken()
        let outcome = try await auth.database.withTransaction { connection in
            try await Self.rotate(presented, to: next, Self.request(context), connection, auth)
        }
        switch outcome {
        case .dead:
            throw Problem.deadRefreshToken
        case .replayed(let session):
            auth.outbox.wake()
            auth.logger.notice("a used refresh token came back; its session was ended", metadata: ["session": "\(session)"])
            throw Problem.deadRefreshToken
        case .refreshed(let user, let session):
            return Answer(to: Self.self, try await auth.signedIn(user, session: session, refreshToken: next))
        }
    }

    /// By what a used token is known.
    private static func request(_ context: RequestContext) -> String { context.idempotencyKey.map { "k:\($0)" } ?? context.id }

    /// Ends a replayed token's session by returning, not by throwing: a throw would undo that.
    private static func rotate(
        _ presented: RefreshToken, to next: RefreshToken, _ request: String, _ connection: PostgresConnection, _ auth: Auth
    ) async throws -> Outcome {
        guard let row = try await connection.query(SessionStatements.lock(tokenDigest: presented.digest)).first else { return .dead }
        let (session, usedBy): (SessionID, String?) = (try row.get(0), try row.get(1))
        let (isLatest, isAlive): (Bool, Bool) = (try row.get(2), try row.get(3))
        let user = try UserRow(row, from: 4).user
        if let usedBy, usedBy != request {
            let ended = try await connection.query(SessionStatements.revoke(session, of: user.id))
            for fact in try ended.endings(of: user.id, auth.tokens) { _ = try await connection.query(try Outbox.row(fact)) }
            return .replayed(session)
        }
        // A repetition that comes late, when its client has gone on with what the first one got, or a copy of it.
        if usedBy != nil, !isLatest { return .dead }
        guard isAlive else { return .dead }
        _ = try await connection.batch([
            SessionStatements.use(tokenDigest: presented.digest, by: request),
            SessionStatements.add(tokenDigest: next.digest, to: session),
            SessionStatements.touch(session),
        ])
        return .refreshed(user, session)
    }
}
