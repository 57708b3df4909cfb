import Postgres

/// The statements about failed logins. The window slides: each failure counts for its own fifteen minutes.
enum LoginFailureStatements {
    /// A row for each limit that is reached: the seconds until enough failures are forgotten.
    static func blocking(_ attempt: LoginAttempt) -> SQL {
        """
        SELECT ceil(extract(epoch FROM recent[cardinality(recent) - allowed + 1] - start))::int
        FROM (VALUES (\(attempt.accountKey)::text, \(attempt.limits.perAccount)::int),
                (\(attempt.addressKey)::text, \(attempt.limits.perAddress)::int)) AS limits (key, allowed)
            JOIN login_failures f USING (key),
            LATERAL (SELECT now() - make_interval(secs => \(attempt.limits.window.inSeconds)) AS start) AS w,
            LATERAL (SELECT coalesce(array_agg(t ORDER BY t), '{}') AS recent FROM unnest(f.failed_at) t WHERE t > start) AS r
        WHERE cardinality(recent) >= allowed
        """
    }

    /// Counts a failure for the account and the address. Answers with `(key, failures in the window)`, this one included.
    static func record(_ attempt: LoginAttempt) -> SQL {
        """
        INSERT INTO login_failures AS f (key, failed_at, last_failed_at)
        SELECT key, ARRAY[now()], now()
        FROM (VALUES (\(attempt.accountKey)::text), (\(attempt.addressKey)::text)) AS failed (key) WHERE key IS NOT NULL
        ORDER BY key
        ON CONFLICT (key) DO UPDATE SET last_failed_at = now(), failed_at = (
            SELECT array_agg(t ORDER BY t) FROM unnest(f.failed_at || now()) t
            WHERE t > now() - make_interval(secs => \(attempt.limits.window.inSeconds)))
        RETURNING key, cardinality(failed_at)
        """
    }

    static func sweep(_ limits: LoginLimits) -> SQL {
        "DELETE FROM login_failures WHERE last_failed_at < now() - make_interval(secs => \(limits.window.inSeconds))"
    }
}
