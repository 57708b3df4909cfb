import JSON

/// The public halves of the keys that sign access tokens. Asked by gateways at start and on an unknown `kid`.
package struct ListSigningKeys: Request {
    package struct Key: Codable, Sendable {
        package var id: String
        /// Ed25519 public key, 32 bytes, base64url without padding.
        package var publicKey: String

        package init(id: String, publicKey: String) {
            self.id = id
            self.publicKey = publicKey
        }
    }
    package struct Reply: CodedJSON, Sendable {
        package var keys: [Key]
        package init(keys: [Key]) { self.keys = keys }
    }
    package static let name = "auth.signing-keys.v1"
    package static let service = ServiceName.auth

    package init() {}
}

/// What a gateway that starts must know beyond signatures: sessions that ended and users that changed within the
/// lifetime of an access token. Later changes arrive as events.
package struct ListRevocations: Request {
    package struct Ended: Codable, Sendable {
        package var session: SessionID
        /// When the last access token of the session expires, after which this can be forgotten.
        package var until: Timestamp

        package init(session: SessionID, until: Timestamp) {
            self.session = session
            self.until = until
        }
    }
    package struct Changed: Codable, Sendable {
        package var user: UserID
        package var role: Role
        package var status: UserStatus

        package init(user: UserID, role: Role, status: UserStatus) {
            self.user = user
            self.role = role
            self.status = status
        }
    }
    package struct Reply: CodedJSON, Sendable {
        package var sessions: [Ended]
        package var users: [Changed]

        package init(sessions: [Ended], users: [Changed]) {
            self.sessions = sessions
            self.users = users
        }
    }
    package static let name = "auth.revocations.v1"
    package static let service = ServiceName.auth

    package init() {}
}
