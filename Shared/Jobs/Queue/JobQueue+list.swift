import Contracts
import Redis

extension JobQueue {
    /// One page of a queue's jobs in a state: waiting ones in their order, ended ones newest first. They come without position and eta.
    ///
    /// A job that changes its state while pages are read may be missed; no other is, nor comes twice.
    /// - Parameter limit: 1…100.
    /// - Throws: the 400 problem for a cursor of another list.
    package func jobs(
        queue: String, state: JobState, after cursor: String? = nil, limit: Int = 20
    ) async throws -> Page<JobStatus> {
        let (scope, limit) = ("jobs \(queue) \(state.rawValue)", min(100, max(1, limit)))
        let last = try cursor.map { try Cursor.fields($0, scope: scope, count: 2) } ?? []
        var found: [Place] = []
        for type in try await types() where type.queue == queue {
            let arguments: [any RedisArgument] = [type.type, state.rawValue, limit] + last
            for row in try await client.run(JobScripts.list, arguments).decodedArray() { found.append(try Place(row)) }
        }
        let isReversed = state == .completed || state == .failed
        found.sort { isReversed ? $1 < $0 : $0 < $1 }
        let page = found.prefix(limit)
        let next = found.count > limit ? page.last.map { Cursor.text(scope: scope, [$0.text, $0.id]) } : nil
        return Page(items: try await statuses(page.map(\.id), queue: queue), nextCursor: next)
    }

    private func statuses(_ ids: [String], queue: String) async throws(RedisError) -> [JobStatus] {
        let hashes = try await client.pipeline(ids.map { RedisCommand("HGETALL", JobKeys.job($0)) })
        var statuses: [JobStatus] = []
        for (id, hash) in zip(ids, hashes) {
            // One that was forgotten a moment ago has no fields any more.
            guard let id = JobID(id), let status = JobStatus(id, try hash.decodedPairs(), queue: queue) else { continue }
            statuses.append(status)
        }
        return statuses
    }

    /// Where a job stands in a sorted set.
    private struct Place: Comparable {
        let score: Double
        /// As Redis spells it, so that it comes back the same.
        let text: String
        let id: String

        init(_ row: RESPValue) throws(RedisError) {
            let cells = try row.decodedArray()
            guard cells.count == 2, let score = cells[0].double else { throw RedisError(.unexpectedReply, "a place is a score and an id") }
            self.score = score
            text = try cells[0].decodedString()
            id = try cells[1].decodedString()
        }

        static func < (left: Place, right: Place) -> Bool { (left.score, left.id) < (right.score, right.id) }
    }
}
