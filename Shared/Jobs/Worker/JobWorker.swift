import Contracts
import Logging
import Observability
import Redis
import Resilience
import Synchronization

/// Runs jobs of one type, several at a time, as one of any number of workers.
///
/// At least once: what a dead worker was running is claimed by another. The attempt number is the lease under which a
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
    let metrics: JobMetrics
    /// An entry delivered this often has killed its workers.
    static let maximumDeliveries = 5

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
        self.metrics = JobMetrics(metrics, type: type.name)
    }

    func start(_ entry: StreamEntry, deliveries: Int) {
        guard running.withLock({ $0.begin(entry.id) }) else { return }
        let id = String(decoding: entry["id"] ?? [], as: UTF8.self)
        // Unstructured, because the reader goes on meanwhile; `run` waits for all of them when it stops.
        let task = Task(executorPreference: executor) {
            await self.perform(entry.id, id, deliveries: deliveries)
            self.running.withLock { $0.end(entry.id) }
        }
        running.withLock { $0.attach(task, to: entry.id) }
    }

    private func perform(_ entry: StreamID, _ id: String, deliveries: Int) async {
        do {
            guard let lease = try await begin(id) else { return try await forget(entry) }
            guard deliveries <= Self.maximumDeliveries else {
                metrics.failed()
                let reason = "Its worker died \(deliveries - 1) times."
                return try await finish(entry, id, attempt: lease.attempt, .failed, reason)
            }
            try await attempt(entry, id, lease)
        } catch {
            // The entry stays pending, and is claimed and tried again.
            logger.warning("job left pending", metadata: ["job": "\(id)", "error": "\(error)"])
        }
    }

    private func attempt(_ entry: StreamID, _ id: String, _ lease: JobLease) async throws {
        guard let jobID = JobID(id) else { return try await forget(entry) }
        let context = JobContext(id: jobID, owner: lease.owner, attempt: lease.attempt, client: client, logger: logger)
        let started = ContinuousClock.now
        let result: String
        do {
            result = try await type.handle(lease.payload, context)
        } catch let error as JobFailure {
            metrics.failed()
            logger.notice("job failed", metadata: ["job": "\(id)", "type": "\(type.name)", "error": "\(error)"])
            return try await finish(entry, id, attempt: lease.attempt, .failed, "\(error)")
        } catch {
            // Draining: the attempt is handed to another worker, which the missing heartbeat tells at once.
            if Task.isCancelled { throw error }
            return try await retryOrFail(entry, id, lease, error)
        }
        // Outside of the `do`: that the end could not be told is no failure of the job.
        try await finish(entry, id, attempt: lease.attempt, .completed, result)
        metrics.completed(after: .now - started)
    }

    private func retryOrFail(_ entry: StreamID, _ id: String, _ lease: JobLease, _ error: any Error) async throws {
        logger.warning(
            "attempt failed", metadata: ["job": "\(id)", "type": "\(type.name)", "attempt": "\(lease.attempt)", "error": "\(error)"])
        guard lease.attempt < lease.attempts else {
            metrics.failed()
            return try await finish(entry, id, attempt: lease.attempt, .failed, "\(error)")
        }
        metrics.retried()
        let backoff = Backoff(base: type.policy.backoffBase, maximum: type.policy.backoffMaximum)
        var generator = SystemRandomNumberGenerator()
        let delay = backoff.delay(attempt: lease.attempt - 1, using: &generator)
        try await retry(entry, id, attempt: lease.attempt, after: delay, "\(error)")
    }
}
