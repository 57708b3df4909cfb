import Contracts
import Outbox
import Postgres

/// A user with what only this service knows.
struct UserRow: Sendable {
    /// The columns that `init` reads, in its order; `u` is the table.
    static let columns: SQL = "u.id, u.email, u.name, u.role, u.status, u.created_at, u.password_hash, u.version"
    static let columnCount = 8

    let user: User
    let passwordHash: String
    let version: Int64

    /// - Parameter first: the column where `columns` begin.
    init(_ row: PostgresRow, from first: Int = 0) throws(PostgresError) {
        user = User(
            id: try row.get(first), email: try row.get(first + 1), name: try row.get(first + 2),
            role: try Self.value(row, first + 3), status: try Self.value(row, first + 4), createdAt: try row.get(first + 5))
        passwordHash = try row.get(first + 6)
        version = try row.get(first + 7)
    }

    /// The fact that other services hear when something of the user has changed.
    var changed: UserChanged {
        UserChanged(user: user.id, name: user.name, role: user.role, status: user.status, version: version)
    }

    private static func value<Value: RawRepresentable<String>>(_ row: PostgresRow, _ column: Int) throws(PostgresError) -> Value {
        let text: String = try row.get(column)
        guard let value = Value(rawValue: text) else { throw PostgresError(.decoding, "column \(column) holds no \(Value.self)") }
        return value
    }
}
