extension PostgresError {
    /// What an operator has to do about a pooler that nobody told us of.
    package static let poolerHint = "a pooler in transaction mode stands before Postgres: set POSTGRES_POOL_MODE=transaction"

    /// A prepared statement is missing, or there already: the session is not the one that it was prepared on.
    package var isOfAnotherSession: Bool {
        sqlState == .invalidStatementName || sqlState == .duplicatePreparedStatement
    }

    /// PgBouncer does not take what we ask of a session.
    package var isRefusedByPooler: Bool {
        code == .connectFailed && message.contains("unsupported startup parameter")
    }

    /// With the hint where it applies, so that whatever is logged says it.
    var explained: PostgresError {
        guard isOfAnotherSession || isRefusedByPooler else { return self }
        return PostgresError(
            code, "\(message) (\(Self.poolerHint))", sqlState: sqlState, constraint: constraint, detail: detail)
    }
}
