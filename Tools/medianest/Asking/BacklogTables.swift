import Bus
import Contracts
import Jobs
import Redis

/// What waits in Redis.
struct BacklogTables: Sendable {
    let client: RedisClient

    /// Each request and event stream with its groups: entries not yet delivered, and those delivered but not yet done.
    func streams() async throws -> Table {
        var table = Table(["STREAM", "GROUP", "LENGTH", "WAITING", "RUNNING"])
        for service in ServiceName.allCases {
            for stream in [BusKeys.requests(service), BusKeys.events(service)] {
                guard try await client.exists(stream) else { continue }
                let length = "\(try await client.xlen(stream))"
                for group in try await client.xinfoGroups(stream) {
                    table.add([stream, group.name, length, try await waiting(stream, group), "\(group.pending)"])
                }
            }
        }
        return table
    }

    /// Counted, not believed: Redis 7.0 may tell of entries that were read and deleted long ago, once it was killed in between.
    private func waiting(_ stream: String, _ group: StreamGroupInfo) async throws -> String {
        guard group.lag != 0 else { return "0" }
        let entries = try await client.xrange(stream, from: group.lastDelivered.next, count: Self.mostCounted + 1)
        return entries.count > Self.mostCounted ? "> \(Self.mostCounted)" : "\(entries.count)"
    }

    private static let mostCounted = 1_000

    /// Nil while there was never a job.
    func jobs() async throws -> Table? {
        let queues = try await JobQueue(client: client).queues()
        return queues.isEmpty ? nil : JobTables.queues(queues)
    }
}
