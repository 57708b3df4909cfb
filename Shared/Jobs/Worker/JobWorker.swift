import Contracts
import Logging
import Observability
import Redis
import Synchronization

/// Runs jobs of one type, several at a time, as one of any number of workers.
///
/// At least once: what a dead worker was running is claimed by another. The attempt's number is the lease under which a
/// handler's effects and end count.
package final class JobWorker: Sendable {
    let type: JobType
    let worker: String
    let stream: String
    let client: RedisClient
    let blocking: RedisClient
    let executor: (any TaskExecutor)?
    let logger: Logger
    let drain: Duration
    let running = Mutex(RunningJobs())
    let liveness = Mutex(Liveness())
    let isStopping = Atomic(false)
    /// A slot is free, or an end was told.
    let hasRoom = Signal()
    let hasEnds = Signal()
    let metrics: JobMetrics
    /// An entry delivered this often has killed its workers.
    static let maximumDeliveries = 5
    /// Jobs that are begun, or told to have ended, by one script.
    static let batch = 256

    /// - Parameter blocking: a connection of its own, which waits for jobs.
    package init(
        _ type: JobType, worker: String, client: RedisClient, blocking: RedisClient, executor: (any TaskExecutor)? = nil,
        drain: Duration = .seconds(10), metrics: MetricsRegistry = .shared, logger: Logger
    ) {
        self.type = type
        self.worker = worker
        self.stream = JobKeys.ready(type: type.name)
        self.client = client
        self.blocking = blocking
        self.executor = executor
        self.drain = drain
        self.logger = logger
        self.metrics = JobMetrics(metrics, type: type.name, concurrency: type.policy.concurrency)
    }

    /// Whether jobs and canaries pass through it; see `Liveness`.
    func status(now: ContinuousClock.Instant) -> Liveness.Status {
        let isFull = running.withLock { $0.busy } >= type.policy.concurrency
        return liveness.withLock { $0.status(isFull: isFull, now: now) }
    }
}
