import Contracts
import Redis
import TestSupport

@testable import Jobs

/// A worker that does one step when it is told to.
struct HandWorker {
    struct Held {
        let entry: StreamID
        let id: JobID
        let attempt: Int
    }

    let redis: RedisClient
    private let name = "hand"

    /// Reads one entry and begins its job. Nil when there is nothing to read or to begin.
    func take() async throws -> Held? {
        let stream = JobKeys.ready(type: Work.type)
        try await redis.xgroupCreate(stream, group: JobKeys.group)
        let read = try await redis.xreadgroup(group: JobKeys.group, consumer: name, [stream], count: 1)
        guard let entry = read.first?.entries.first, let id = JobID(String(decoding: entry["id"] ?? [], as: UTF8.self)) else { return nil }
        let reply = try await redis.run(
            JobScripts.begin, [Work.type, Work.queue, name, entry.id.description, id.description]
        ).decodedArray()
        return reply.first.flatMap { JobLease($0) }.map { Held(entry: entry.id, id: id, attempt: $0.attempt) }
    }

    /// Returns whether it counted.
    func end(_ held: Held, _ kind: JobEnd.Kind, number: Int = 0) async throws -> Bool {
        var arguments: [any RedisArgument] = [Work.type]
        JobEnd(kind: kind, entry: held.entry, id: held.id.description, attempt: held.attempt, text: "null", number: number)
            .append(to: &arguments)
        return try await redis.run(JobScripts.end, arguments).decodedInt() == 1
    }
}
