import Postgres

/// The key of this installation, in the schema `workers`.
struct PostgresPushKeyStore: Sendable {
    let database: PostgresDatabase

    /// The stored key; `new` becomes it where there is none. All replicas get the same.
    func key(orStore new: String) async throws -> String {
        let results = try await database.batch([
            "INSERT INTO push_key (private_key) VALUES (\(new)) ON CONFLICT DO NOTHING", "SELECT private_key FROM push_key",
        ])
        guard let row = results[1].first else { throw PostgresError(.decoding, "the push key did not come back") }
        return try row.get(0)
    }
}
