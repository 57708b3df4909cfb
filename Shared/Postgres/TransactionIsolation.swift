/// What a transaction sees of the others.
package enum TransactionIsolation: String, Sendable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
    case serializable = "SERIALIZABLE"

    var begin: String { "BEGIN ISOLATION LEVEL \(rawValue)" }
}

extension PostgresError {
    /// The server chose this transaction to give way to another.
    package var isWorthRetrying: Bool { sqlState == .serializationFailure || sqlState == .deadlockDetected }
}
