import FoundationEssentials
import JWTKit

/// What an access token says: who signed in, in which session, as what, and until when.
struct AccessClaims: JWTPayload, Equatable {
    static let issuer = "medianest"

    var iss: IssuerClaim
    var aud: AudienceClaim
    /// The user's id.
    var sub: SubjectClaim
    /// The session's id.
    var sid: String
    var role: String
    var iat: IssuedAtClaim
    var exp: ExpirationClaim

    /// Whole seconds, as other JWT libraries expect.
    init(user: String, session: String, role: String, audience: String, issuedAt: Date, lifetime: Duration) {
        let issued = issuedAt.timeIntervalSince1970.rounded(.down)
        iss = IssuerClaim(value: Self.issuer)
        aud = AudienceClaim(value: audience)
        sub = SubjectClaim(value: user)
        sid = session
        self.role = role
        iat = IssuedAtClaim(value: Date(timeIntervalSince1970: issued))
        exp = ExpirationClaim(value: Date(timeIntervalSince1970: issued + Double(lifetime.components.seconds)))
    }

    /// The issuer only: `AccessTokens` knows the audience and the time.
    func verify(using algorithm: some JWTAlgorithm) throws {
        guard iss.value == Self.issuer else {
            throw JWTError.claimVerificationFailure(failedClaim: iss, reason: "it is not ours")
        }
    }
}
