import Contracts
import FoundationEssentials

extension Auth {
    /// What login and refresh answer: a fresh access token beside the refresh token.
    func signedIn(_ user: User, session: SessionID, refreshToken: RefreshToken) async throws -> SignedInSession {
        let access = try await keys.tokens.sign(
            user: user.id.description, session: session.description, role: user.role.rawValue, at: Date())
        return SignedInSession(
            token: access, refreshToken: refreshToken.text, expiresIn: Int(tokens.lifetime.components.seconds), user: user)
    }
}
