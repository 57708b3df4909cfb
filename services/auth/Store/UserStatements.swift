import Contracts
import Outbox
import Postgres

/// The statements about users. All that answer with a user answer with `UserRow.columns`.
enum UserStatements {
    static func find(_ id: UserID) -> SQL {
        "SELECT \(UserRow.columns) FROM users u WHERE u.id = \(id)"
    }

    static func find(email: EmailAddress) -> SQL {
        "SELECT \(UserRow.columns) FROM users u WHERE lower(u.email) = lower(\(email.text))"
    }

    static let anyExists: SQL = "SELECT EXISTS (SELECT FROM users)"

    /// Held until the end of the transaction by whoever makes the first account.
    static let lockFirstAccount: SQL = "SELECT pg_advisory_xact_lock(hashtextextended('auth:first-account', 0))"

    /// Answers with no row if the address is taken.
    static func insert(_ user: User, passwordHash: PasswordHash) -> SQL {
        """
        INSERT INTO users (id, email, name, password_hash, role, created_at)
        VALUES (\(user.id), \(user.email), \(user.name), \(passwordHash.phcString), \(user.role.rawValue), \(user.createdAt))
        ON CONFLICT ((lower(email))) DO NOTHING RETURNING id
        """
    }

    static func rename(_ id: UserID, to name: String) -> SQL {
        """
        UPDATE users u SET name = \(name), updated_at = now(), version = version + 1 WHERE u.id = \(id)
        RETURNING \(UserRow.columns)
        """
    }

    static func change(_ id: UserID, role: Role?, status: UserStatus?) -> SQL {
        """
        UPDATE users u SET role = coalesce(\(role?.rawValue)::text, role), status = coalesce(\(status?.rawValue)::text, status),
            updated_at = now(), version = version + 1
        WHERE u.id = \(id) RETURNING \(UserRow.columns)
        """
    }

    /// Changes nothing if the stored hash is not `old` any more, and answers with no row then.
    static func replaceHash(_ old: String, by new: PasswordHash, of id: UserID) -> SQL {
        "UPDATE users SET password_hash = \(new.phcString) WHERE id = \(id) AND password_hash = \(old) RETURNING id"
    }

    /// Locks all active administrators, in one order for everybody. Answers with their ids.
    static let lockAdministrators: SQL =
        "SELECT id FROM users WHERE role = 'admin' AND status = 'active' ORDER BY id FOR UPDATE"

    /// Newest first, one more than `limit` to tell whether there are more.
    static func page(after cursor: UserCursor?, limit: Int) -> SQL {
        let start: SQL = cursor.map { "WHERE (u.created_at, u.id) < (\($0.createdAt), \($0.id))" } ?? ""
        return "SELECT \(UserRow.columns) FROM users u \(start) ORDER BY u.created_at DESC, u.id DESC LIMIT \(limit + 1)"
    }

    /// Who changed within `window`.
    static func changed(within window: Duration) -> SQL {
        "SELECT \(UserRow.columns) FROM users u WHERE u.updated_at > now() - make_interval(secs => \(window.inSeconds))"
    }
}
