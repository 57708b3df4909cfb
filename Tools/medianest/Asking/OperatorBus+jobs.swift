import Contracts
import Jobs
import Redis

/// Jobs are in Redis, and so an operator can see and steer them while no worker answers.
extension OperatorBus {
    var jobs: JobQueue { JobQueue(client: client) }

    /// Throws where there is no such queue.
    func queue(_ name: String) async throws -> QueueReport {
        let queues = try await jobs.queues()
        if let queue = queues.first(where: { $0.name == name }) { return queue }
        let names = queues.map(\.name).joined(separator: ", ")
        throw CommandError.failed(names.isEmpty ? "there is no queue yet" : "no such queue; there is \(names)")
    }

    /// Throws where there is no such job.
    func job(_ id: JobID) async throws -> JobStatus {
        guard let job = try await jobs.status(id) else { throw CommandError.failed("there is no job \(id)") }
        return job
    }

    /// What it was asked to do, as JSON.
    func payload(of id: JobID) async throws -> String? {
        try await client.send(RedisCommand("HGET", JobKeys.job(id.description), "payload")).string
    }
}
