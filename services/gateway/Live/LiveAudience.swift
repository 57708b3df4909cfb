import Contracts

/// Who is told of an event.
enum LiveAudience: Hashable, Sendable {
    case everyone
    case user(UserID)
    case administrators(and: UserID?)

    func includes(_ user: UserID, _ role: Role) -> Bool {
        switch self {
        case .everyone: true
        case .user(let one): one == user
        case .administrators(let one): role == .admin || one == user
        }
    }
}
