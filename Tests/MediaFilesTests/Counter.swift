import Synchronization

/// Counts how many are inside at once.
final class Counter: Sendable {
    private let state = Mutex((now: 0, greatest: 0))

    var greatest: Int { state.withLock { $0.greatest } }

    func enter() {
        state.withLock {
            $0.now += 1
            $0.greatest = max($0.greatest, $0.now)
        }
    }

    func leave() {
        state.withLock { $0.now -= 1 }
    }
}
