import Synchronization

/// Lets at most `limit` bodies run at once; the others wait in the order they came, and when the queue is full they are
/// refused at once instead of piling up.
package final class BoundedConcurrency: Sendable {
    private struct State {
        var queue: PermitQueue
        var continuations: [UInt64: CheckedContinuation<Void, any Error>] = [:]
        var lastID: UInt64 = 0
    }

    private let state: Mutex<State>

    package init(limit: Int, maximumWaiting: Int = .max) {
        state = Mutex(State(queue: PermitQueue(limit: limit, maximumWaiting: maximumWaiting)))
    }

    package var runningCount: Int { state.withLock { $0.queue.running } }
    package var waitingCount: Int { state.withLock { $0.queue.waitingCount } }

    /// Runs `body` once there is room.
    /// - Throws: `ConcurrencyLimitReached` if the queue is full, `CancellationError` if the task was cancelled while it
    ///   waited, else what `body` throws.
    package func run<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async throws -> Result {
        try await acquire(isolation: isolation)
        defer { release() }
        return try await body()
    }

    private func acquire(isolation: isolated (any Actor)?) async throws {
        try Task.checkCancellation()
        let ticket: UInt64? = state.withLock {
            if $0.queue.startedAtOnce() { return nil }
            $0.lastID += 1
            return $0.lastID
        }
        guard let id = ticket else { return }
        try await withTaskCancellationHandler(
            operation: {
                try await withCheckedThrowingContinuation(isolation: isolation) { request(id, $0) }
            }, onCancel: { cancel(id) }, isolation: isolation)
    }

    private func request(_ id: UInt64, _ continuation: CheckedContinuation<Void, any Error>) {
        let answer: Result<Void, any Error>? = state.withLock { state in
            // Under the lock: a cancellation is either seen here or finds the continuation below.
            if Task.isCancelled { return .failure(CancellationError()) }
            switch state.queue.requested(id) {
            case .go: return .success(())
            case .reject: return .failure(ConcurrencyLimitReached())
            case .wait:
                state.continuations[id] = continuation
                return nil
            }
        }
        if let answer { continuation.resume(with: answer) }
    }

    private func release() {
        let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard case .resume(let id) = state.queue.released() else { return nil }
            return state.continuations.removeValue(forKey: id)
        }
        next?.resume()
    }

    private func cancel(_ id: UInt64) {
        let waiter = state.withLock { state in
            state.queue.cancelled(id) ? state.continuations.removeValue(forKey: id) : nil
        }
        waiter?.resume(throwing: CancellationError())
    }
}
