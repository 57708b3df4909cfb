import Synchronization

/// A clock that stands still until it is told to advance.
final class ManualClock: Clock {
    typealias Instant = ContinuousClock.Instant

    private struct State {
        var now = ContinuousClock.now
        var sleepers: [Int: (until: Instant, continuation: CheckedContinuation<Void, any Error>)] = [:]
        var lastID = 0
        var watchers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var now: Instant { state.withLock { $0.now } }
    var minimumResolution: Duration { .zero }
    var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = state.withLock {
            $0.lastID += 1
            return $0.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { add(id, deadline, $0) }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Returns once somebody sleeps.
    func whenAsleep() async {
        await withCheckedContinuation { continuation in
            let isAsleep = state.withLock {
                if $0.sleepers.isEmpty { $0.watchers.append(continuation) }
                return !$0.sleepers.isEmpty
            }
            if isAsleep { continuation.resume() }
        }
    }

    func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.now += duration
            let due = state.sleepers.filter { $0.value.until <= state.now }
            due.keys.forEach { state.sleepers[$0] = nil }
            return due.values.map(\.continuation)
        }
        woken.forEach { $0.resume() }
    }

    private func add(_ id: Int, _ deadline: Instant, _ continuation: CheckedContinuation<Void, any Error>) {
        let (watchers, isCancelled) = state.withLock { state in
            if Task.isCancelled { return ([CheckedContinuation<Void, Never>](), true) }
            state.sleepers[id] = (deadline, continuation)
            defer { state.watchers = [] }
            return (state.watchers, false)
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
        watchers.forEach { $0.resume() }
    }
}
