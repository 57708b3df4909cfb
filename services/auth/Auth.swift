import Bus
import Contracts
import Logging
import Outbox
import Postgres

/// What the use cases work with.
struct Auth: Sendable {
    let database: PostgresDatabase
    let writes: Writes
    let outbox: Outbox
    let hasher: PasswordHasher
    let keys: SigningKeys
    let tokens: TokenSettings
    let limits: LoginLimits
    let logger: Logger

    /// The row of a user, or a 404 problem.
    func user(_ id: UserID) async throws -> UserRow {
        guard let row = try await database.query(UserStatements.find(id)).first else { throw Problem.notFound("user") }
        return try UserRow(row)
    }
}
