/// What went wrong between a caller and Postgres.
package struct PostgresError: Error, Sendable {
    package let code: Code
    /// Set when the server said it.
    package let sqlState: SQLState?
    /// The primary message. What the server quotes from the data is left out, so it may be logged.
    package let message: String
    /// The constraint that was violated.
    package let constraint: String?
    /// The server's detail. It quotes values (`Key (email)=(…)`), so it is for decisions and never for logs.
    package let detail: String?

    package init(
        _ code: Code, _ message: String, sqlState: SQLState? = nil, constraint: String? = nil, detail: String? = nil
    ) {
        self.code = code
        self.message = message
        self.sqlState = sqlState
        self.constraint = constraint
        self.detail = detail
    }
}

extension PostgresError: CustomStringConvertible {
    /// Holds no parameter and no row.
    package var description: String {
        var text = "postgres \(code)"
        if let sqlState { text += " \(sqlState)" }
        text += ": \(message)"
        if let constraint { text += " (constraint \(constraint))" }
        return text
    }
}
