import Contracts
import FoundationEssentials
import JWTKit

/// Checks tokens: EdDSA by one of auth's keys, ours, for us, not expired.
struct TokenVerifier: Sendable {
    /// Ours are about 500 bytes; more is not worth parsing.
    static let maximumLength = 4096
    /// Revocations are remembered for so long, so a token must not outlive that.
    static let longestLifetime: Duration = .seconds(86_400)

    let keys: SigningKeys
    let audience: String

    /// - Throws: a 401 problem, or 503 while auth's keys are not known.
    func verify(_ token: String, now: Timestamp) async throws(Problem) -> VerifiedToken {
        guard token.utf8.count <= Self.maximumLength, token.utf8.allSatisfy(Self.isOfToken), let keyID = Self.keyID(of: token) else {
            throw .badToken
        }
        let known = try await keys.keys(with: keyID)
        // JWTKit would try its first key for an unknown id, and never looks at the algorithm's name.
        guard known.ids.contains(keyID), let claims = try? await known.keys.verify(token, as: AccessClaims.self),
            let verified = verified(claims, keyID), verified.expires > now
        else { throw .badToken }
        return verified
    }

    /// Base64 for URLs, without padding, and the points between: JWTKit would read other spellings of the same bytes, too.
    private static func isOfToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func keyID(of token: String) -> String? {
        guard let header = try? DefaultJWTParser().parse(Array(token.utf8), as: AccessClaims.self).header,
            header.alg == "EdDSA"
        else { return nil }
        return header.kid
    }

    private func verified(_ claims: AccessClaims, _ keyID: String) -> VerifiedToken? {
        let expires = Self.timestamp(claims.exp.value), issued = Self.timestamp(claims.iat.value)
        guard claims.aud.value.contains(audience), let user = UserID(claims.sub.value), let session = SessionID(claims.sid),
            let role = Role(rawValue: claims.role), let expires, let issued, expires <= issued + Self.longestLifetime
        else { return nil }
        return VerifiedToken(user: user, session: session, role: role, expires: expires, keyID: keyID)
    }

    /// Nil for a time that no clock will show.
    private static func timestamp(_ date: Date) -> Timestamp? {
        Int64(exactly: (date.timeIntervalSince1970 * 1000).rounded()).flatMap {
            $0.magnitude < 1 << 50 ? Timestamp(milliseconds: $0) : nil
        }
    }
}

extension Problem {
    static let badToken = Problem.unauthenticated("The access token is not valid, or not any more.")
}
