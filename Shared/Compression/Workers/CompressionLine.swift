import Dispatch
import Glibc
import NIOCore
import Synchronization

/// What the threads of `CompressionWorkers` share: the queue, and how they learn that it has something for them.
final class CompressionLine: Sendable {
    private let queue: Mutex<CompressionQueue<CompressionJob>>
    private let ready = DispatchSemaphore(value: 0)
    private let threads: Int
    private let niceness: Int32
    private let settings: CompressionSettings

    init(threads: Int, capacity: Int, niceness: Int32, settings: CompressionSettings) {
        queue = Mutex(CompressionQueue(threads: threads, capacity: capacity))
        self.threads = threads
        self.niceness = niceness
        self.settings = settings
    }

    var waitingCount: Int { queue.withLock { $0.waitingCount } }
    var runningCount: Int { queue.withLock { $0.runningCount } }

    private func makeID() -> UInt64 { queue.withLock { $0.makeID() } }

    /// Does the work on one of the threads, for the task that calls. Nil if it was not done: there was no place for it, unless that was
    /// reserved, or the line is closed.
    func run(isReserved: Bool = false, _ work: @escaping CompressionJob.Work) async throws -> ByteBuffer? {
        let id = makeID()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation {
                submit(CompressionJob(continuation: $0, work: work), id: id, isReserved: isReserved)
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func submit(_ job: CompressionJob, id: UInt64, isReserved: Bool) {
        let refusal: Result<Void, any Error>? = queue.withLock {
            // Under the lock: a cancellation is either seen here or finds the job in the queue.
            if Task.isCancelled { return .failure(CancellationError()) }
            return $0.submitted(job, id: id, isReserved: isReserved) ? nil : .success(())
        }
        switch refusal {
        case nil: ready.signal()
        case .success: job.continuation.resume(returning: nil)
        case .failure(let error): job.continuation.resume(throwing: error)
        }
    }

    private func cancel(_ id: UInt64) {
        queue.withLock { $0.cancelled(id) }?.continuation.resume(throwing: CancellationError())
    }

    func close() {
        queue.withLock { $0.closed() }.forEach { $0.continuation.resume(returning: nil) }
        for _ in 0..<threads { ready.signal() }
    }

    /// What a thread does, until the queue is closed.
    func work() {
        // On Linux a priority belongs to a thread, and 0 is the calling one. Failing to lower it costs fairness only.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
        var encoders = BodyEncoders(settings)
        while true {
            ready.wait()
            let (next, isClosed) = queue.withLock { ($0.threadFreed(), $0.isClosed) }
            // Nothing, although it was woken: that job was cancelled.
            if let next { run(next.job, next.id, with: &encoders) } else if isClosed { return }
        }
    }

    private func run(_ job: CompressionJob, _ id: UInt64, with encoders: inout BodyEncoders) {
        let outcome = Result<ByteBuffer?, any Error> {
            try job.work(&encoders) { queue.withLock { $0.isWanted(id) } }
        }
        // Before the answer, so that who gets it finds the place free.
        queue.withLock { $0.finished(id) }
        job.continuation.resume(with: outcome)
    }
}
