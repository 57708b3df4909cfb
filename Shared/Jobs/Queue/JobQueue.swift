import Contracts
import Redis

/// Adds jobs, tells what became of them, and gives orders about them.
package struct JobQueue: Sendable {
    let client: RedisClient
    /// So many jobs at most are added by one script, which nothing else may interrupt: about a millisecond's work.
    private static let batch = 200

    package init(client: RedisClient) { self.client = client }

    /// Adding a job twice under one id has the effect of once.
    @discardableResult
    package func add(_ job: NewJob) async throws(RedisError) -> Added {
        let family = job.family
        let reply = try await client.run(JobScripts.add, Self.arguments(family))
        guard let outcome = try reply.decodedArray().first else { throw RedisError(.unexpectedReply, "nothing was said of the job") }
        return Self.added(job, outcome)
    }

    /// Adds jobs in order, some at a time: a failure leaves the first of them added, and adding all again is safe.
    @discardableResult
    package func add(_ jobs: [NewJob]) async throws(RedisError) -> [Added] {
        var added: [Added] = []
        added.reserveCapacity(jobs.count)
        var next = jobs.startIndex
        while next < jobs.endIndex {
            let start = next
            var together: [FlowMember] = []
            var firsts: [Int] = []
            // A family is not parted.
            while next < jobs.endIndex, together.count < Self.batch {
                firsts.append(together.count)
                together += jobs[next].family
                next += 1
            }
            let outcomes = try await client.run(JobScripts.add, Self.arguments(together)).decodedArray()
            guard outcomes.count == together.count else { throw RedisError(.unexpectedReply, "not every job was told of") }
            added += zip(jobs[start..<next], firsts).map { Self.added($0, outcomes[$1]) }
        }
        return added
    }

    /// Adds a job with its `children`, and theirs, in one piece: all or none. It starts when they have ended; it fails when one fails
    /// that may not. A thousand jobs at most.
    @discardableResult
    package func add(flow parent: NewJob) async throws(RedisError) -> Added { try await add(parent) }

    /// Adds jobs that outbox rows hold, in order.
    package func add(encoded jobs: [[UInt8]]) async throws { try await add(try jobs.map { try NewJob(encoded: $0) }) }

    static func arguments(_ jobs: [FlowMember]) -> [any RedisArgument] {
        var arguments: [any RedisArgument] = [jobs.count]
        arguments.reserveCapacity(1 + 6 * jobs.count)
        for job in jobs { job.append(to: &arguments) }
        return arguments
    }

    private static func added(_ job: NewJob, _ outcome: RESPValue) -> Added {
        if let holder = outcome.string.flatMap({ JobID($0) }) { return Added(id: holder, isNew: false) }
        return Added(id: job.id, isNew: outcome.int == 1)
    }
}
