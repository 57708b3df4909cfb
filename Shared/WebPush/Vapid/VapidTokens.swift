import Contracts
import JSON
import Synchronization

/// Signs the tokens that tell push services who sends, and keeps each until it is near its end: services know one sender by
/// one token for long, and signing costs more than all the rest of a message.
package final class VapidTokens: Sendable {
    private struct Token {
        let text: String
        let expires: Timestamp
    }

    /// RFC 8292, section 2, allows 24 hours; clocks differ.
    static let lifetime: Duration = .seconds(12 * 3600)
    /// A token with less than this to live is made anew.
    static let margin: Duration = .seconds(3600)
    private static let mostOrigins = 256

    private let identity: VapidIdentity
    private let publicKey: String
    private let tokens = Mutex<[String: Token]>([:])

    package init(_ identity: VapidIdentity) {
        self.identity = identity
        publicKey = identity.publicKey
    }

    /// The value of `Authorization` for a push service.
    /// - Throws: an error of the cryptographic library.
    package func authorization(for origin: String, now: Timestamp) throws -> String {
        "vapid t=\(try token(for: origin, now: now)), k=\(publicKey)"
    }

    private func token(for origin: String, now: Timestamp) throws -> String {
        try tokens.withLock { tokens in
            if let kept = tokens[origin], kept.expires - Self.margin > now { return kept.text }
            let token = Token(text: try sign(origin, until: now + Self.lifetime), expires: now + Self.lifetime)
            // Origins come from clients, so there may be any number. Making tokens anew is all that forgetting costs.
            if tokens.count >= Self.mostOrigins { tokens.removeAll() }
            tokens[origin] = token
            return token.text
        }
    }

    /// A JWT by ES256 (RFC 7518, section 3.4).
    private func sign(_ origin: String, until expires: Timestamp) throws -> String {
        var claims = JSONWriter()
        claims.object {
            $0.field("aud", origin)
            $0.field("exp", expires.milliseconds / 1000)
            $0.field("sub", identity.subject)
        }
        let signed = "\(Self.header).\(Base64URL.encode(claims.bytes))"
        let signature = try identity.key.signature(for: Array(signed.utf8))
        return "\(signed).\(Base64URL.encode([UInt8](signature.rawRepresentation)))"
    }

    private static let header = Base64URL.encode(Array(#"{"typ":"JWT","alg":"ES256"}"#.utf8))
}
