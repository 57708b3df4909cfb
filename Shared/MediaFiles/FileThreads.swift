import Dispatch
import Synchronization

/// A few threads for file work that blocks (hashing, walking), so that the cooperative pool never waits for a disk.
/// At most `width` pieces of work run at once; the others wait in order.
package final class FileThreads: Sendable {
    package static let shared = FileThreads(width: 4)

    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var running = 0
    }

    private let width: Int
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "medianest.files", attributes: .concurrent)

    package init(width: Int) {
        self.width = width
    }

    /// Runs `work` on one of the threads. Cancelling the task raises the flag that `work` is given; long work looks at it.
    package func run<Value: Sendable>(
        _ work: @escaping @Sendable (CancellationFlag) throws -> Value
    ) async throws -> Value {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                submit { continuation.resume(with: Result { try work(flag) }) }
            }
        } onCancel: {
            flag.raise()
        }
    }

    private func submit(_ job: @escaping @Sendable () -> Void) {
        let starts = state.withLock { state in
            guard state.running < width else {
                state.waiting.append(job)
                return false
            }
            state.running += 1
            return true
        }
        if starts { queue.async { self.work(startingWith: job) } }
    }

    private func work(startingWith first: @Sendable () -> Void) {
        first()
        while let next = nextJob() { next() }
    }

    private func nextJob() -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
