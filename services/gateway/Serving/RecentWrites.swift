import Caching
import Contracts
import Synchronization

/// Where the last writes of users through this gateway stand, so that they read them without saying so.
final class RecentWrites: Sendable {
    private let positions = Mutex(LRUCache<UserID, Position>(capacity: 10_000, defaultAge: .ageless))

    func position(of user: UserID) -> Position? { positions.withLock { $0.get(user, now: .now) } }

    func remember(_ position: Position, of user: UserID) {
        positions.withLock { positions in
            var known = positions.get(user, now: .now) ?? Position()
            known.merge(position)
            positions.set(user, known, now: .now)
        }
    }
}
