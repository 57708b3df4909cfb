import Contracts
import JSON

/// All that a successful login writes.
struct SessionOpening: Sendable {
    let id: SessionID
    let user: UserID
    let requestID: String
    let userAgent: String?
    let address: String?
    let lifetime: Duration
    let tokenDigest: [UInt8]
    let attempt: LoginAttempt
    /// The hash that the password was compared with, and what should stand in its place, if anything.
    let storedHash: String
    let replacement: PasswordHash?
    /// `SignedIn`, as JSON.
    let payload: [UInt8]

    /// An opening by a verified login.
    init(
        _ login: LogIn, user: UserID, requestID: String, lifetime: Duration, token: RefreshToken, attempt: LoginAttempt,
        storedHash: String, replacement: PasswordHash?
    ) throws {
        id = .make()
        self.user = user
        self.requestID = requestID
        userAgent = login.userAgent.map { String($0.sanitized.prefix(400)) }
        address = login.address.map { String($0.sanitized.prefix(100)) }
        self.lifetime = lifetime
        tokenDigest = token.digest
        self.attempt = attempt
        self.storedHash = storedHash
        self.replacement = replacement
        let fact = SignedIn(user: user, session: id, address: address, userAgent: userAgent)
        payload = try JSONEncoding.encode(fact)
    }
}
