extension PostgresError {
    /// Where it went wrong. Open-ended: a `switch` over it needs a default.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        package let description: String

        private init(_ description: String) { self.description = description }

        /// The server refused the statement; see `sqlState`.
        package static let server = Code("server")
        /// No connection became free in time.
        package static let acquireTimedOut = Code("acquireTimedOut")
        /// The server could not be reached, or refused the login.
        package static let connectFailed = Code("connectFailed")
        /// The connection broke under the statement, which may or may not have taken effect.
        package static let connectionLost = Code("connectionLost")
        /// The awaiting task was cancelled.
        package static let cancelled = Code("cancelled")
        /// `PostgresDeadline.current` passed.
        package static let deadlineExceeded = Code("deadlineExceeded")
        /// A column does not hold what was asked for.
        package static let decoding = Code("decoding")
        /// A parameter cannot be sent.
        package static let invalidParameter = Code("invalidParameter")
        /// The transaction had failed before its commit, so nothing was committed.
        package static let transactionAborted = Code("transactionAborted")
        /// The database object is closed.
        package static let closed = Code("closed")
        /// The connection was used outside its scope, or in the middle of a COPY.
        package static let misuse = Code("misuse")
        /// A migration was edited, is missing or came too late.
        package static let migration = Code("migration")
    }
}
