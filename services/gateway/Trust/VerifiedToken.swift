import Contracts

/// For whom a token speaks, once its signature was found good.
struct VerifiedToken: Sendable, Hashable {
    let user: UserID
    let session: SessionID
    let role: Role
    let expires: Timestamp
    /// Of the key that signed it.
    var keyID = ""
}
