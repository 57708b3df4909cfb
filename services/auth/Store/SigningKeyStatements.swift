import Postgres

/// The statements about signing keys.
enum SigningKeyStatements {
    /// One replica at a time decides whether a key is due.
    static let lock: SQL = "SELECT pg_advisory_xact_lock(hashtextextended('auth:signing-keys', 0))"

    static let all: SQL = "SELECT id, private_key, active_from FROM signing_keys"

    static func insert(_ key: SigningKey) -> SQL {
        let activeFrom = PostgresTimestamp(microsecondsSince1970: Int64(key.activeFrom.timeIntervalSince1970 * 1_000_000))
        return "INSERT INTO signing_keys (id, private_key, active_from) VALUES (\(key.id), \(key.privateKey), \(activeFrom))"
    }

    static func delete(_ ids: [String]) -> SQL {
        "DELETE FROM signing_keys WHERE id = ANY(\(ids)::text[])"
    }
}
