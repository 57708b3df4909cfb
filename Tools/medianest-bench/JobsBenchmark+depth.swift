import Contracts
import Jobs
import Redis

extension JobsBenchmark {
    /// Medians in microseconds of orders to a queue in which 1 000 jobs wait, and then 1 000 000.
    static func depth(_ client: RedisClient) async throws {
        let queue = JobQueue(client: client)
        var figures: [String: Double] = [:]
        var waiting = 0
        for depth in [1_000, 1_000_000] {
            while waiting < depth {
                let part = min(5_000, depth - waiting)
                try await queue.add(try jobs(part))
                waiting += part
            }
            let middle = try jobs(1)
            try await queue.add(middle)
            let label = depth == 1_000 ? "few" : "many"
            figures["add_\(label)"] = try await median { try await queue.add(try NewJob(Nop(sent: 0))) }
            figures["status_\(label)"] = try await median { _ = try await queue.status(middle[0].id) }
            let promoted = try jobs(400)
            try await queue.add(promoted)
            var next = 0
            figures["promote_\(label)"] = try await median {
                try await queue.promote(promoted[next].id)
                next += 1
            }
            figures["pause_\(label)"] = try await median {
                try await queue.pause(Nop.queue)
                try await queue.resume(Nop.queue)
            }
            figures["queues_\(label)"] = try await median { _ = try await queue.queues() }
        }
        write(figures)
    }

    private static func median(_ body: () async throws -> Void) async throws -> Double {
        var durations: [Duration] = []
        for _ in 0..<400 {
            let start = ContinuousClock.now
            try await body()
            durations.append(.now - start)
        }
        return durations.sorted()[200] / .microseconds(1)
    }
}
