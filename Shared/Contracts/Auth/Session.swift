import JSON

/// One signed-in device of a user.
package struct Session: CodedJSON, Sendable {
    package var id: SessionID
    package var userAgent: String?
    package var address: String?
    package var createdAt: Timestamp
    package var lastSeenAt: Timestamp
    package var expiresAt: Timestamp
    /// Whether it is the session that asks.
    package var isCurrent: Bool

    package init(
        id: SessionID, userAgent: String?, address: String?, createdAt: Timestamp, lastSeenAt: Timestamp,
        expiresAt: Timestamp, isCurrent: Bool
    ) {
        self.id = id
        self.userAgent = userAgent
        self.address = address
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.expiresAt = expiresAt
        self.isCurrent = isCurrent
    }
}

/// What login and refresh answer.
package struct SignedInSession: CodedJSON, Sendable {
    /// The access token, a JWT.
    package var token: String
    package var refreshToken: String
    /// Seconds until `token` expires.
    package var expiresIn: Int
    package var user: User

    package init(token: String, refreshToken: String, expiresIn: Int, user: User) {
        self.token = token
        self.refreshToken = refreshToken
        self.expiresIn = expiresIn
        self.user = user
    }
}
