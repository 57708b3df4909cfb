import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct CrashTests {
    @Test func theJobOfADeadWorkerIsRunByAnother() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            let doomed = try await world.workers("doomed", .work { _, _ in try await gate.pass() })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { gate.arrived == 1 }
            let attempts = Journal<Int>()
            try await world.workers("heir", .work { _, context in attempts.append(context.attempt) })
            await doomed.kill()
            try await eventually { try await world.state(job.id) == .completed }
            #expect(attempts.all == [2])
            gate.open()
        }
    }

    @Test func aWorkerThatWasTakenForDeadChangesNothingAnyMore() async throws {
        try await withJobWorld { world in
            let (stale, current) = (Gate(), Gate())
            try await world.workers(
                "stale",
                .work { _, context in
                    try await stale.pass()
                    await context.progress(99, "stale")
                    throw JobFailure("stale")
                })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { stale.arrived == 1 }
            // Its heartbeat is taken away for as long as it takes; it lives on.
            let taken = Task {
                while !Task.isCancelled { _ = try await world.redis.send(RedisCommand("DEL", JobKeys.alive(worker: "stale"))) }
            }
            let heir = try await world.workers("heir", .work { _, _ in try await current.pass() })
            try await eventually { current.arrived == 1 }
            taken.cancel()
            stale.open()
            // The stale end is told before this: both share a connection's order only by its effect, so look a while.
            let beats = heir.client.statistics.sent
            try await eventually { heir.client.statistics.sent > beats + 10 }
            let status = try #require(try await world.queue.status(job.id))
            #expect(status.state == .active)
            #expect(status.progress?.message != "stale")
            // A look at whether entries still arrive adds one that is no job, for a moment.
            try await eventually { try await world.queue.backlog(type: Work.type) == 1 }
            current.open()
            try await eventually { try await world.state(job.id) == .completed }
            #expect(try await world.queue.status(job.id)?.attempt == 2)
        }
    }

    @Test func aJobThatKillsItsWorkersFails() async throws {
        try await withJobWorld { world in
            let stream = JobKeys.ready(type: Work.type)
            let job = try NewJob(Work(), attempts: 100)
            try await world.queue.add(job)
            try await world.redis.xgroupCreate(stream, group: JobKeys.group)
            let entry = try #require(
                try await world.redis.xreadgroup(group: JobKeys.group, consumer: "victim", [stream]).first?.entries.first)
            for _ in 2...5 {
                // It counts only when the entry has been idle, if for a millisecond.
                try await eventually {
                    try await !world.redis.xclaim(
                        stream, group: JobKeys.group, consumer: "victim", idleFor: .zero, [entry.id]
                    ).isEmpty
                }
            }
            let runs = Journal<Int>()
            try await world.workers(.work { _, context in runs.append(context.attempt) })
            try await eventually { try await world.state(job.id) == .failed }
            #expect(runs.count == 0)
            #expect(try await world.queue.status(job.id)?.error?.contains("died") == true)
        }
    }

    @Test func aJobThatNeverArrivedOnABrokenConnectionIsFetchedAgain() async throws {
        try await withJobWorld { world in
            let stream = JobKeys.ready(type: Work.type)
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await world.redis.xgroupCreate(stream, group: JobKeys.group)
            _ = try await world.redis.xreadgroup(group: JobKeys.group, consumer: "worker", [stream])
            try await world.workers("worker", .work())
            try await eventually { try await world.state(job.id) == .completed }
        }
    }

    @Test func jobsSurviveARestartOfRedis() async throws {
        let server = try PrivateRedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        try await withJobWorld(url: server.url) { world in
            let gate = Gate()
            try await world.workers(.work(.quick(concurrency: 1)) { _, _ in try await gate.pass() })
            let jobs = try (0..<5).map { _ in try NewJob(Work()) }
            for job in jobs { try await world.queue.add(job) }
            try await eventually { gate.arrived == 1 }
            server.stop()
            gate.open()
            try server.start()
            for job in jobs {
                try await eventually { (try? await world.state(job.id)) == .completed }
            }
            // The end of the first was told again until Redis heard it: it was not run again.
            #expect(gate.arrived == 5)
        }
    }
}
