import Dispatch
import Synchronization

/// A few threads for file work that blocks (hashing, walking), so that the cooperative pool never waits for a disk.
/// At most `width` pieces of work run at once; the others wait in order.
///
/// Each has a serial queue, because Dispatch gives those threads beyond the number of cores. A concurrent queue would share the threads on
/// which Swift's own tasks run, and as many blocked pieces of work as there are cores would stop them all.
package final class FileThreads: Sendable {
    package static let shared = FileThreads(width: 4)

    private struct State {
        var waiting: [@Sendable () -> Void] = []
        /// Of queues.
        var idle: [DispatchQueue]
    }

    private let state: Mutex<State>

    package init(width: Int) {
        state = Mutex(State(idle: (0..<width).map { DispatchQueue(label: "medianest.files.\($0)") }))
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
        let queue = state.withLock { state in
            let queue = state.idle.popLast()
            if queue == nil { state.waiting.append(job) }
            return queue
        }
        guard let queue else { return }
        queue.async { self.work(startingWith: job, on: queue) }
    }

    private func work(startingWith first: @Sendable () -> Void, on queue: DispatchQueue) {
        first()
        while let next = nextJob(or: queue) { next() }
    }

    /// Nil when there is none; then the queue is idle again.
    private func nextJob(or queue: DispatchQueue) -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.idle.append(queue)
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
