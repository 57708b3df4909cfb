package struct UserRegistered: Event {
    package static let name = "user.registered.v1"
    package static let service = ServiceName.auth

    package var user: UserID
    package var name: String
    package var email: String
    package var key: String { user.description }

    package init(user: UserID, name: String, email: String) {
        self.user = user
        self.name = name
        self.email = email
    }
}

/// A user's name, role or status is now this. `version` grows with each change.
package struct UserChanged: Event {
    package static let name = "user.changed.v1"
    package static let service = ServiceName.auth

    package var user: UserID
    package var name: String
    package var role: Role
    package var status: UserStatus
    package var version: Int64
    package var key: String { user.description }

    package init(user: UserID, name: String, role: Role, status: UserStatus, version: Int64) {
        self.user = user
        self.name = name
        self.role = role
        self.status = status
        self.version = version
    }
}

/// A session's tokens must no longer be believed.
package struct SessionEnded: Event {
    package static let name = "session.ended.v1"
    package static let service = ServiceName.auth

    package var session: SessionID
    package var user: UserID
    /// When its last access token expires.
    package var until: Timestamp
    package var key: String { user.description }

    package init(session: SessionID, user: UserID, until: Timestamp) {
        self.session = session
        self.user = user
        self.until = until
    }
}

package struct SignedIn: Event {
    package static let name = "user.signed-in.v1"
    package static let service = ServiceName.auth

    package var user: UserID
    package var session: SessionID
    package var address: String?
    package var userAgent: String?
    package var key: String { user.description }

    package init(user: UserID, session: SessionID, address: String?, userAgent: String?) {
        self.user = user
        self.session = session
        self.address = address
        self.userAgent = userAgent
    }
}

package struct PasswordChanged: Event {
    package static let name = "user.password-changed.v1"
    package static let service = ServiceName.auth

    package var user: UserID
    package var key: String { user.description }

    package init(user: UserID) { self.user = user }
}

/// What the key signed counts for nothing from now on.
package struct SigningKeyRevoked: Event {
    package static let name = "signing-key.revoked.v1"
    package static let service = ServiceName.auth

    package var id: String
    package var key: String { id }

    package init(id: String) { self.id = id }
}

package struct SigningKeyAdded: Event {
    package static let name = "signing-key.added.v1"
    package static let service = ServiceName.auth

    package var id: String
    package var key: String { id }

    package init(id: String) { self.id = id }
}
