import Synchronization

/// Holds whoever comes until it is opened, and counts them.
package final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var inside = 0
        var most = 0
        var arrived = 0
        var cancelled = 0
    }

    private let state = Mutex(State())

    package init() {}

    package var arrived: Int { state.withLock(\.arrived) }
    package var cancelled: Int { state.withLock(\.cancelled) }
    /// The most that were held at once.
    package var most: Int { state.withLock(\.most) }

    package func open() { state.withLock { $0.isOpen = true } }

    /// Throws when the task is cancelled meanwhile.
    package func pass() async throws {
        state.withLock { state in
            state.arrived += 1
            state.inside += 1
            state.most = max(state.most, state.inside)
        }
        defer { state.withLock { $0.inside -= 1 } }
        while !state.withLock(\.isOpen) {
            do {
                try await Task.sleep(for: .milliseconds(1))
            } catch {
                state.withLock { $0.cancelled += 1 }
                throw error
            }
        }
    }
}
