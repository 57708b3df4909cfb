import Contracts
import Outbox
import Postgres

extension PostgresRows {
    /// The facts that follow from rows of `(session id, revoked_at)`.
    func endings(of user: UserID, _ tokens: TokenSettings) throws -> [SessionEnded] {
        try map { row in
            let endedAt: Timestamp = try row.get(1)
            return SessionEnded(session: try row.get(0), user: user, until: endedAt + tokens.memory)
        }
    }
}
