import Contracts
import Crypto
import Foundation
import JWTKit

/// Signs tokens as auth does, and wrong ones too.
struct TestSigner: Sendable {
    struct Claims: JWTPayload {
        var iss = IssuerClaim(value: "medianest")
        var aud = AudienceClaim(value: "medianest")
        var sub: SubjectClaim
        var sid: String
        var role: String
        var iat = IssuedAtClaim(value: Date())
        var exp = ExpirationClaim(value: Date() + 900)

        func verify(using algorithm: some JWTAlgorithm) throws {}
    }

    static let keyID = "key-1"
    let user = UserID.make()
    let session = SessionID.make()
    let keys = JWTKeyCollection()
    let published: ListSigningKeys.Reply

    init() async throws {
        let key = Curve25519.Signing.PrivateKey()
        let text = Self.base64URL(key.publicKey.rawRepresentation)
        published = .init(keys: [.init(id: Self.keyID, publicKey: text)])
        let pair = try EdDSA.PrivateKey(d: Self.base64URL(key.rawRepresentation), curve: .ed25519)
        await keys.add(eddsa: pair, kid: JWKIdentifier(string: Self.keyID))
        await keys.add(hmac: "a secret that anybody may know, long enough for SHA-256", digestAlgorithm: .sha256, kid: "hmac")
    }

    var claims: Claims { Claims(sub: .init(value: user.description), sid: session.description, role: "user") }

    func token(role: Role = .user, kid: String = Self.keyID, _ change: (inout Claims) -> Void = { _ in }) async throws -> String {
        var claims = claims
        claims.role = role.rawValue
        change(&claims)
        return try await keys.sign(claims, kid: JWKIdentifier(string: kid))
    }

    static func base64URL(_ data: some Sequence<UInt8>) -> String {
        Data(data).base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
