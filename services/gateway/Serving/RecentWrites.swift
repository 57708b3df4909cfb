import Contracts
import Synchronization

/// Where the last writes of users through this gateway stand, so that they read them without saying so.
final class RecentWrites: Sendable {
    private let positions = Mutex(RecentlyUsed<UserID, Position>(capacity: 10_000))

    func position(of user: UserID) -> Position? { positions.withLock { $0.value(for: user) } }

    func remember(_ position: Position, of user: UserID) {
        positions.withLock { positions in
            var known = positions.value(for: user) ?? Position()
            known.merge(position)
            positions.insert(known, for: user)
        }
    }
}
