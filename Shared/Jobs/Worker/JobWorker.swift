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
    let running = Mutex<[String: Task<Void, Never>]>([:])
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

    func start(entry: String, id: String, deliveries: Int) {
        let isNew = running.withLock { $0[entry] == nil }
        guard isNew else { return }
        // Unstructured, because the reader goes on meanwhile; `run` waits for all of them when it stops.
        let task = Task(executorPreference: executor) {
            await self.perform(entry: entry, id: id, deliveries: deliveries)
            _ = self.running.withLock { $0.removeValue(forKey: entry) }
        }
        running.withLock { $0[entry] = task }
    }

    private func perform(entry: String, id: String, deliveries: Int) async {
        do {
            guard let lease = try await begin(id) else { return try await forget(entry) }
            guard deliveries <= Self.maximumDeliveries else {
                let reason = "Its worker died \(deliveries - 1) times."
                return try await finish(entry, id, attempt: lease.attempt, .failed, reason)
            }
            try await attempt(entry, id, lease)
        } catch {
            // The entry stays pending under this worker's name and is claimed again.
            logger.warning("job left pending", metadata: ["job": "\(id)", "error": "\(error)"])
        }
    }

    private func attempt(_ entry: String, _ id: String, _ lease: JobLease) async throws {
        guard let jobID = JobID(id) else { return try await forget(entry) }
        let context = JobContext(id: jobID, owner: lease.owner, attempt: lease.attempt, client: client, logger: logger)
        let started = ContinuousClock.now
        do {
            let result = try await type.handle(lease.payload, context)
            metrics.completed(after: .now - started)
            try await finish(entry, id, attempt: lease.attempt, .completed, result)
        } catch let error as JobFailure {
            metrics.failed()
            logger.notice("job failed", metadata: ["job": "\(id)", "type": "\(type.name)", "error": "\(error)"])
            try await finish(entry, id, attempt: lease.attempt, .failed, "\(error)")
        } catch {
            // Draining: the attempt is handed to another worker, which the missing heartbeat tells at once.
            if Task.isCancelled { throw error }
            try await retryOrFail(entry, id, lease, error)
        }
    }

    private func retryOrFail(_ entry: String, _ id: String, _ lease: JobLease, _ error: any Error) async throws {
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
        _ = try await client.evaluate(
            JobScripts.retry, keys: [JobKeys.job(id), stream, JobKeys.delayed],
            arguments: ["\(lease.attempt)", "\(error)", "\(Int(delay / .milliseconds(1)))", entry, JobKeys.group, id])
    }
}
