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
        var table = Table(["JOB", "READY OR RUNNING", "COMPLETED", "FAILED"])
        var total = 0
        for type in [LibraryScan.type, MetadataExtraction.type, ThumbnailGeneration.type] {
            let counts = [
                try await client.xlen(JobKeys.ready(type: type)),
                try await client.zcard(JobKeys.completed(type: type)), try await client.zcard(JobKeys.failed(type: type)),
            ]
            total += counts.reduce(0, +)
            table.add([type] + counts.map(String.init))
        }
        let delayed = try await client.zcard(JobKeys.delayed)
        if delayed > 0 { table.add(["(delayed, all types)", "\(delayed)", "", ""]) }
        return total + delayed > 0 ? table : nil
    }
}
