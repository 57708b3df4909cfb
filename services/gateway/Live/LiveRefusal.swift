import Contracts

/// Why a client is not let in.
enum LiveRefusal: Error, Sendable {
    /// The streams are not followed yet, or not any more.
    case notFollowing
    case tooMany
    case tooManyOfUser

    var problem: Problem {
        switch self {
        case .notFollowing: .unavailable("The gateway does not follow events right now.")
        case .tooMany: .unavailable("Too many clients follow events.", retryAfter: 10)
        case .tooManyOfUser: .tooMany("Too many of your clients follow events.", retryAfter: 10)
        }
    }
}
