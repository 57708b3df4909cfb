import Contracts
import Outbox
import Postgres

/// The statements about sessions and their refresh tokens.
enum SessionStatements {
    /// Signs in, in one round trip: opens the session, stores its first refresh token, forgets the account's failures, respells the
    /// password's hash, and publishes the fact.
    ///
    /// Answers with the session's id, or with no row if failures have reached a limit meanwhile. A login that is
    /// delivered again finds its session, gets another token for it and publishes nothing.
    static func open(_ opening: SessionOpening) -> SQL {
        """
        WITH opened AS (
            INSERT INTO sessions AS s (id, user_id, opened_by, user_agent, address, expires_at)
            SELECT \(opening.id), \(opening.user), \(opening.requestID)::text, \(opening.userAgent)::text, \(opening.address)::text,
                now() + make_interval(secs => \(opening.lifetime.inSeconds))
            WHERE NOT EXISTS (\(LoginFailureStatements.blocking(opening.attempt)))
            ON CONFLICT (opened_by) DO UPDATE SET last_seen_at = now()
            RETURNING s.id, s.id = \(opening.id) AS is_new
        ), token AS (
            INSERT INTO refresh_tokens (digest, session_id) SELECT \(opening.tokenDigest), id FROM opened
        ), forgiven AS (
            DELETE FROM login_failures WHERE key = \(opening.attempt.accountKey)::text AND EXISTS (SELECT FROM opened)
        ), respelled AS (
            UPDATE users SET password_hash = \(opening.replacement?.phcString)::text
            WHERE id = \(opening.user) AND \(opening.replacement != nil) AND password_hash = \(opening.storedHash)::text
        ), published AS (
            INSERT INTO outbox (stream, name, key, payload)
            SELECT \(Outbox.events)::text, \(SignedIn.name)::text, \(opening.user.description)::text, \(opening.payload)
            FROM opened WHERE is_new
        )
        SELECT id FROM opened
        """
    }

    /// What a refresh token stands for, locked: `(session id, used_by, has none been used that came after it, is the session
    /// alive, user columns…)`.
    static func lock(tokenDigest: [UInt8]) -> SQL {
        """
        SELECT s.id, t.used_by,
            NOT EXISTS (SELECT FROM refresh_tokens l WHERE l.session_id = s.id AND l.created_at > t.created_at AND l.used_by IS NOT NULL),
            s.revoked_at IS NULL AND s.expires_at > now() AND u.status = 'active', \(UserRow.columns)
        FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id JOIN users u ON u.id = s.user_id
        WHERE t.digest = \(tokenDigest) FOR UPDATE OF t, s
        """
    }

    static func use(tokenDigest: [UInt8], by request: String) -> SQL {
        "UPDATE refresh_tokens SET used_by = \(request) WHERE digest = \(tokenDigest)"
    }

    static func add(tokenDigest: [UInt8], to session: SessionID) -> SQL {
        "INSERT INTO refresh_tokens (digest, session_id) VALUES (\(tokenDigest), \(session))"
    }

    static func touch(_ session: SessionID) -> SQL {
        "UPDATE sessions SET last_seen_at = now() WHERE id = \(session)"
    }

    /// Answers with `(id, revoked_at)` of what it ended, nothing for a session that had ended.
    static func revoke(_ session: SessionID, of user: UserID) -> SQL {
        """
        UPDATE sessions SET revoked_at = now() WHERE id = \(session) AND user_id = \(user) AND revoked_at IS NULL
        RETURNING id, revoked_at
        """
    }

    /// Ends all sessions of a user but one. Answers like `revoke`.
    static func revokeAll(of user: UserID, except kept: SessionID?) -> SQL {
        """
        UPDATE sessions SET revoked_at = now()
        WHERE user_id = \(user) AND revoked_at IS NULL AND expires_at > now() AND id IS DISTINCT FROM \(kept)
        RETURNING id, revoked_at
        """
    }

    /// The sessions that could still be refreshed, newest first.
    static func list(of user: UserID) -> SQL {
        """
        SELECT id, user_agent, address, created_at, last_seen_at, expires_at FROM sessions
        WHERE user_id = \(user) AND revoked_at IS NULL AND expires_at > now() ORDER BY created_at DESC, id DESC LIMIT 1000
        """
    }

    /// `(id, revoked_at)` of the sessions that ended within `window`.
    static func ended(within window: Duration) -> SQL {
        "SELECT id, revoked_at FROM sessions WHERE revoked_at > now() - make_interval(secs => \(window.inSeconds))"
    }

    /// Forgets sessions that are over and whose last access token is dead, a bounded number at a time.
    static func sweep(after tokenLifetime: Duration) -> SQL {
        """
        DELETE FROM sessions WHERE id IN (
            SELECT id FROM sessions
            WHERE expires_at < now() - make_interval(secs => \(tokenLifetime.inSeconds))
                OR revoked_at < now() - make_interval(secs => \(tokenLifetime.inSeconds))
            LIMIT 1000 FOR UPDATE SKIP LOCKED)
        """
    }
}
