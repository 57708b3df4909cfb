import FoundationEssentials
import JWTKit

/// What an access token of auth says.
struct AccessClaims: JWTPayload {
    static let issuer = "medianest"

    let iss: IssuerClaim
    let aud: AudienceClaim
    let sub: SubjectClaim
    let sid: String
    let role: String
    let iat: IssuedAtClaim
    let exp: ExpirationClaim

    /// The issuer only: `TokenVerifier` knows the audience and the time.
    func verify(using algorithm: some JWTAlgorithm) throws {
        guard iss.value == Self.issuer else {
            throw JWTError.claimVerificationFailure(failedClaim: iss, reason: "it is not ours")
        }
    }
}
