import Dispatch
import Glibc
import Observability
import Synchronization

/// The threads that derive passwords' keys, so that the cooperative pool never does.
///
/// At most `count` derivations run and `queueLimit` wait; one more is refused with `HashingBusy`. The threads run at a lower priority
/// (`nice`), so that a burst of logins takes the time that nobody else wants. Once idle they return scrypt's memory to the system.
final class HashingThreads: Sendable {
    /// How long a thread waits for work before it returns the memory.
    private static let idleTime = DispatchTimeInterval.milliseconds(500)

    private let queue: Mutex<HashingQueue>
    private let work = DispatchSemaphore(value: 0)
    private let niceness: Int32
    private let count: Int
    private let metrics: HashingMetrics

    init(count: Int, queueLimit: Int, niceness: Int32 = 10, metrics: MetricsRegistry = .shared) {
        self.count = max(1, count)
        self.niceness = niceness
        self.metrics = HashingMetrics(metrics, threads: self.count)
        queue = Mutex(HashingQueue(capacity: queueLimit))
        for _ in 0..<self.count { startThread() }
    }

    /// Runs `body` on one of the threads.
    ///
    /// Throws what `body` throws, `HashingBusy` when too many wait, and `CancellationError` when the task was cancelled before
    /// a thread took it.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        let id = queue.withLock { $0.makeID() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                submit(
                    HashingJob(
                        id: id, submitted: .now,
                        run: { continuation.resume(with: Result { try body() }) },
                        refuse: { continuation.resume(throwing: $0) }))
            }
        } onCancel: {
            queue.withLock { $0.cancelled(id) }?.refuse(CancellationError())
        }
    }

    /// How many derivations wait for a thread.
    var waiting: Int { queue.withLock { $0.count } }

    /// Refuses what waits and ends the threads after what they run. Idempotent.
    func close() {
        queue.withLock { $0.closed() }.forEach { $0.refuse(CancellationError()) }
        for _ in 0..<count { work.signal() }
    }

    private func submit(_ job: HashingJob) {
        let (admission, waiting) = queue.withLock { ($0.submitted(job), $0.count) }
        metrics.waits(waiting)
        switch admission {
        case .queued: work.signal()
        case .full: job.refuse(HashingBusy(retryAfter: .seconds(1)))
        case .closed: job.refuse(CancellationError())
        }
    }

    private func startThread() {
        var thread = pthread_t()
        // The thread keeps the pool alive until `close()`: a pool dropped without it would leave jobs unanswered.
        let context = Unmanaged.passRetained(self).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<HashingThreads>.fromOpaque(context).takeRetainedValue().runJobs()
                return nil
            }, context)
        precondition(code == 0, "a hashing thread could not be started: error \(code)")
        pthread_detach(thread)
    }

    private func runJobs() {
        // On Linux a priority belongs to a thread, and 0 is the calling one. Failing to lower it costs fairness only.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
        while true {
            waitForWork()
            let (job, waiting, isClosed) = queue.withLock { ($0.threadFreed(), $0.count, $0.isClosed) }
            metrics.waits(waiting)
            if let job { metrics.measure(submitted: job.submitted, job.run) } else if isClosed { return }
        }
    }

    private func waitForWork() {
        guard work.wait(timeout: .now() + Self.idleTime) == .timedOut else { return }
        ScryptMemory.giveBack()
        work.wait()
    }
}
