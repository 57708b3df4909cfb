import Contracts
import Postgres

/// Whom mail goes to, in the schema `workers`: a copy of auth's facts.
struct PostgresRecipientStore: Sendable {
    let database: PostgresDatabase

    /// Nil for a user that this service has not heard of.
    func find(_ user: UserID) async throws -> Recipient? {
        try await database.query("SELECT name, email FROM recipients WHERE id = \(user)").first.map { row in
            Recipient(name: try row.get(0), email: try row.get(1))
        }
    }

    static func remember(_ event: UserRegistered) -> SQL {
        """
        INSERT INTO recipients (id, name, email) VALUES (\(event.user), \(event.name), \(event.email))
        ON CONFLICT (id) DO UPDATE SET email = excluded.email
        """
    }

    static func rename(_ event: UserChanged) -> SQL {
        "UPDATE recipients SET name = \(event.name), version = \(event.version) WHERE id = \(event.user) AND version < \(event.version)"
    }
}
