import FoundationEssentials
import JWTKit

/// Signs and checks access tokens with the keys of one ring.
///
/// Only EdDSA and only keys of the ring: a token that names another algorithm or key is refused before its signature is looked at.
struct AccessTokens: Sendable {
    let audience: String
    let lifetime: Duration
    private let ring: KeyRing
    private let keys: JWTKeyCollection

    /// Throws if a stored key is not an Ed25519 key.
    init(ring: KeyRing, audience: String, lifetime: Duration) async throws {
        self.audience = audience
        self.lifetime = lifetime
        self.ring = ring
        keys = JWTKeyCollection()
        for key in ring.keys {
            let pair = try EdDSA.PrivateKey(d: Base64.encodeURL(key.privateKey), curve: .ed25519)
            await keys.add(eddsa: pair, kid: JWKIdentifier(string: key.id))
        }
    }

    func sign(user: String, session: String, role: String, at now: Date) async throws -> String {
        guard let key = ring.signing(at: now) else { throw JWTError.noKeyProvided }
        let claims = AccessClaims(
            user: user, session: session, role: role, audience: audience, issuedAt: now, lifetime: lifetime)
        return try await keys.sign(claims, kid: JWKIdentifier(string: key.id))
    }

    /// The claims of a token that one of the ring's still valid keys signed, for this audience, and that has not expired.
    func verify(_ token: String, at now: Date) async throws -> AccessClaims {
        let header = try DefaultJWTParser().parse(Array(token.utf8), as: AccessClaims.self).header
        let valid = ring.verifying(at: now, tokenLifetime: Double(lifetime.components.seconds))
        // JWTKit would try the first key for an unknown `kid`, and never looks at `alg`.
        guard header.alg == "EdDSA", valid.contains(where: { $0.id == header.kid }) else { throw JWTError.noKeyProvided }
        let claims = try await keys.verify(token, as: AccessClaims.self)
        try claims.exp.verifyNotExpired(currentDate: now)
        try claims.aud.verifyIntendedAudience(includes: audience)
        return claims
    }
}
