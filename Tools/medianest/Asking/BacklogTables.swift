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
                    table.add([stream, group.name, length, group.lag.map(String.init) ?? "?", "\(group.pending)"])
                }
            }
        }
        return table
    }

    /// Nil while there was never a job.
    func jobs() async throws -> Table? {
        let queues = try await JobQueue(client: client).queues()
        return queues.isEmpty ? nil : JobTables.queues(queues)
    }
}
