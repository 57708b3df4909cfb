import JSON

/// A signing key as operators see it; never the private half.
package struct SigningKeyReport: CodedJSON, Sendable, Hashable {
    package enum State: String, Codable, Sendable {
        /// It will sign; everybody is being told of it.
        case coming
        case signing
        /// It signs no more, and what it signed may still be in use.
        case retired
    }

    /// The `kid` of its tokens.
    package var id: String
    package var state: State
    package var activeFrom: Timestamp
    /// When the last token that it signed ends; nil while it signs, or will.
    package var believedUntil: Timestamp?

    package init(id: String, state: State, activeFrom: Timestamp, believedUntil: Timestamp?) {
        self.id = id
        self.state = state
        self.activeFrom = activeFrom
        self.believedUntil = believedUntil
    }
}

/// All keys of access tokens, oldest first. For administrators.
package struct InspectSigningKeys: Request {
    package struct Reply: CodedJSON, Sendable {
        package var keys: [SigningKeyReport]
        package init(keys: [SigningKeyReport]) { self.keys = keys }
    }
    package static let name = "auth.inspect-signing-keys.v1"
    package static let service = ServiceName.auth

    package init() {}
}

/// Makes the key that signs next, once everybody knows it; answers with the one that is on its way if there is one already.
/// For administrators.
package struct RotateSigningKey: Request {
    package typealias Reply = SigningKeyReport
    package static let name = "auth.rotate-signing-key.v1"
    package static let service = ServiceName.auth

    package init() {}
}

/// Forgets a key: whatever it signed counts for nothing from now on. If it signed, the answer's key signs at once in its place.
/// 404 for one that is not known. For administrators.
package struct RevokeSigningKey: Request {
    package typealias Reply = SigningKeyReport
    package static let name = "auth.revoke-signing-key.v1"
    package static let service = ServiceName.auth

    package var id: String
    package init(id: String) { self.id = id }
}
