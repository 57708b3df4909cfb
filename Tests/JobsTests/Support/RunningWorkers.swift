import Jobs
import Observability
import Redis
import TestSupport

/// A worker process as others see it.
final class RunningWorkers: Sendable {
    let client: RedisClient
    let healthCheck: HealthCheck
    private let blocking: [RedisClient]
    private let task: Task<Void, Never>

    init(_ name: String, _ types: [JobType], url: String, drain: Duration) async throws {
        let client = try JobWorld.client(url, name)
        try await client.connect()
        var blocking: [RedisClient] = []
        var workers: [JobWorker] = []
        for type in types {
            let reader = try JobWorld.client(url, "\(name):\(type.name)")
            try await reader.connect()
            blocking.append(reader)
            workers.append(
                JobWorker(
                    type, worker: name, client: client, blocking: reader, drain: drain, metrics: MetricsRegistry(),
                    logger: TestPostgres.quietLogger))
        }
        self.client = client
        self.blocking = blocking
        let all = JobWorkers(
            workers, name: name, client: client, metrics: MetricsRegistry(), logger: TestPostgres.quietLogger)
        healthCheck = all.healthCheck
        task = Task { await all.run() }
    }

    /// The order to stop, without waiting.
    func cancel() { task.cancel() }

    func stop() async {
        task.cancel()
        await task.value
        await close()
    }

    /// It reads nothing any more, and does not know.
    func stopReading() async {
        for reader in blocking { await reader.close() }
    }

    /// As `kill -9` looks to others: its connections are gone, and nothing is said.
    func kill() async {
        await close()
        task.cancel()
    }

    private func close() async {
        for reader in blocking { await reader.close() }
        await client.close()
    }
}
