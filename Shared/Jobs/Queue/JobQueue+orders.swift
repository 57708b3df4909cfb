import Contracts
import Redis

extension JobQueue {
    /// What came of the order to remove a job.
    package enum Removal: Sendable { case removed, unknown, running }

    /// Nothing of the queue starts until `resume`; what runs goes on, and jobs may be added.
    package func pause(_ queue: String) async throws(RedisError) { _ = try await client.run(JobScripts.pause, [queue]) }

    package func resume(_ queue: String) async throws(RedisError) { _ = try await client.run(JobScripts.resume, [queue]) }

    /// Drops every job of the queue that waits and could start. Returns how many.
    @discardableResult
    package func drain(_ queue: String) async throws(RedisError) -> Int { try await inSteps(JobScripts.drain, [queue]) }

    /// Moves a job that waits, or is delayed, to the front of its type's line. Returns false for any other.
    @discardableResult
    package func promote(_ id: JobID) async throws(RedisError) -> Bool {
        try await client.run(JobScripts.promote, [id.description]).decodedInt() == 1
    }

    /// Promotes the job that holds a unique key, because somebody waits for it: at most once in `interval`, however many do. Returns
    /// whether it moved.
    @discardableResult
    package func pull(type: String, key: String, interval: Duration = .seconds(1)) async throws(RedisError) -> Bool {
        let arguments: [any RedisArgument] = [
            JobKeys.unique(type: type, key: key), JobKeys.pulled(type: type, key: key), interval.wholeMilliseconds,
        ]
        return try await client.run(JobScripts.pull, arguments).decodedInt() == 1
    }

    /// Puts a failed job back in line, with all its attempts. Returns false for one that has not failed.
    @discardableResult
    package func retry(_ id: JobID) async throws(RedisError) -> Bool {
        try await client.run(JobScripts.retry, [id.description]).decodedInt() == 1
    }

    /// Puts back what has failed until now, about. Returns how many.
    @discardableResult
    package func retryFailed(_ queue: String) async throws(RedisError) -> Int {
        // One that fails again meanwhile must not go round for ever.
        let failed = try await queues().first { $0.name == queue }?.counts.failed ?? 0
        return try await inSteps(JobScripts.retryFailed, [queue], most: failed)
    }

    /// Forgets a job; not while it runs. A parent that waits for it is told that it failed.
    package func remove(_ id: JobID) async throws(RedisError) -> Removal {
        switch try await client.run(JobScripts.remove, [id.description]).decodedInt() {
        case 1: .removed
        case 0: .unknown
        default: .running
        }
    }

    private func inSteps(_ script: RedisScript, _ arguments: [any RedisArgument], most: Int = .max) async throws(RedisError) -> Int {
        var total = 0
        while total < most {
            let count = try await client.run(script, arguments).decodedInt()
            total += count
            if count == 0 { break }
        }
        return total
    }
}
