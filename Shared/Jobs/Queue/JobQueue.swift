import Contracts
import Redis

/// Adds jobs and tells what became of them.
package struct JobQueue: Sendable {
    private let client: RedisClient

    package init(client: RedisClient) { self.client = client }

    /// Adding a job twice under one id has the effect of once. Returns false the second time.
    @discardableResult
    package func add(_ job: NewJob) async throws(RedisError) -> Bool {
        let id = job.id.description
        let reply = try await client.evaluate(
            JobScripts.add, keys: [JobKeys.job(id), JobKeys.ready(type: job.type), JobKeys.delayed],
            arguments: [
                id, job.type, job.queue, job.payload, job.owner?.description ?? "",
                job.attempts ?? JobPolicy.of(type: job.type).attempts, job.delayMilliseconds ?? 0,
            ])
        return reply.int == 1
    }

    /// Adds jobs that outbox rows hold, in order.
    package func add(encoded jobs: [[UInt8]]) async throws {
        for job in jobs {
            let decoded = try NewJob(encoded: job)
            try await add(decoded)
        }
    }

    /// Nil for a job that never was, or ended long ago.
    package func status(_ id: JobID) async throws(RedisError) -> JobStatus? {
        let fields = try await client.send(RedisCommand("HGETALL", JobKeys.job(id.description))).decodedPairs()
        guard let type = fields["type"]?.string, let queue = fields["queue"]?.string,
            let state = fields["state"]?.string.flatMap(JobState.init)
        else { return nil }
        return JobStatus(
            id: id, queue: queue, type: type, state: state, progress: progress(fields),
            attempt: fields["attempt"]?.string.flatMap(Int.init) ?? 0,
            result: fields["result"]?.string.flatMap { $0.isEmpty ? nil : $0 }, error: fields["error"]?.string,
            owner: fields["owner"]?.string.flatMap(UserID.init))
    }

    private func progress(_ fields: [String: RESPValue]) -> JobStatus.Progress? {
        guard let percent = fields["percent"]?.string.flatMap(Double.init) else { return nil }
        let message = fields["message"]?.string
        return JobStatus.Progress(percent: percent, message: message?.isEmpty == true ? nil : message)
    }

    /// Jobs of a type that are ready or running.
    package func backlog(type: String) async throws(RedisError) -> Int {
        try await client.xlen(JobKeys.ready(type: type))
    }
}
