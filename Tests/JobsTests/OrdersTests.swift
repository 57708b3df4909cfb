import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct OrdersTests {
    private func report(_ world: JobWorld) async throws -> QueueReport {
        try #require(try await world.queue.queues().first { $0.name == Work.queue })
    }

    @Test func nothingOfAPausedQueueStarts() async throws {
        try await withJobWorld { world in
            let (gate, seen) = (Gate(), Journal<String>())
            try await world.workers(
                .work { work, _ in
                    seen.append(work.label)
                    if work.label == "running" { try await gate.pass() }
                })
            let running = try NewJob(Work(label: "running"))
            try await world.queue.add(running)
            try await eventually { gate.arrived == 1 }
            try await world.queue.pause(Work.queue)
            try await world.queue.add(try (0..<20).map { try NewJob(Work(label: "\($0)")) })
            // What runs goes on.
            gate.open()
            try await eventually { try await world.state(running.id) == .completed }
            let paused = try await report(world)
            #expect(paused.paused && paused.counts.waiting == 20 && paused.counts.active == 0)
            #expect(seen.all == ["running"])
            try await world.queue.resume(Work.queue)
            try await eventually { try await report(world).counts.completed == 21 }
            #expect(try await !report(world).paused)
        }
    }

    /// What was read before the order came is put back at its place.
    @Test func anEntryThatIsOnItsWayWhenThePauseComesGoesBackInLine() async throws {
        try await withJobWorld { world in
            let jobs = try (0..<3).map { _ in try NewJob(Work()) }
            try await world.queue.add(jobs)
            let stream = JobKeys.ready(type: Work.type)
            _ = try await world.redis.xreadgroup(group: JobKeys.group, consumer: "worker", [stream], count: 1)
            try await world.queue.pause(Work.queue)
            let seen = Journal<Int>()
            try await world.workers("worker", .work { _, _ in seen.append(1) })
            try await eventually { try await report(world).counts.active == 0 }
            try await eventually { try await world.queue.status(jobs[0].id)?.position == 1 }
            #expect(seen.count == 0)
            try await world.queue.resume(Work.queue)
            try await eventually { seen.count == 3 }
        }
    }

    @Test func drainingDropsWhatWaitsOnly() async throws {
        try await withJobWorld { world in
            let delayed = try NewJob(Work(), delay: .seconds(600))
            try await world.queue.add(try (0..<450).map { _ in try NewJob(Work()) } + [delayed])
            #expect(try await world.queue.drain(Work.queue) == 450)
            let report = try await report(world)
            #expect(report.counts.waiting == 0 && report.counts.delayed == 1)
            #expect(try await world.redis.send(RedisCommand("KEYS", "mn:{jobs}:job:*")).array?.count == 1)
        }
    }

    @Test func whoWaitsForAJobPullsItToTheFrontOnceInAWhile() async throws {
        try await withJobWorld { world in
            let wanted = try NewJob(Work(), delay: .seconds(600), unique: UniqueKey("wanted"))
            let other = try NewJob(Work())
            try await world.queue.add(try (0..<20).map { _ in try NewJob(Work()) } + [other, wanted])
            #expect(try await world.queue.pull(type: Work.type, key: "wanted"))
            #expect(try await world.queue.status(wanted.id)?.position == 1)
            try await world.queue.promote(other.id)
            #expect(try await !world.queue.pull(type: Work.type, key: "wanted"))
            #expect(try await world.queue.status(wanted.id)?.position == 2)
            _ = try await world.redis.send(RedisCommand("DEL", JobKeys.pulled(type: Work.type, key: "wanted")))
            #expect(try await world.queue.pull(type: Work.type, key: "wanted"))
            #expect(try await world.queue.status(wanted.id)?.position == 1)
        }
    }

    @Test func nothingIsPulledWhereNobodyHoldsTheKey() async throws {
        try await withJobWorld { world in
            let wanted = try NewJob(Work(), unique: UniqueKey("wanted", endsAtStart: true))
            #expect(try await !world.queue.pull(type: Work.type, key: "wanted"))
            // Asking too early is not held against who asks again.
            try await world.queue.add(wanted)
            #expect(try await world.queue.pull(type: Work.type, key: "wanted"))
            try await world.workers(.work())
            try await eventually { try await world.state(wanted.id) == .completed }
            #expect(try await !world.queue.pull(type: Work.type, key: "wanted"))
        }
    }

    @Test func aFailedJobIsRetriedWithAllItsAttempts() async throws {
        try await withJobWorld { world in
            let attempts = Journal<Int>()
            try await world.workers(
                .work(.quick(attempts: 2)) { _, context in
                    attempts.append(context.attempt)
                    if context.attempt < 4 { throw Odd() }
                })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .failed }
            #expect(try await world.queue.retry(job.id))
            try await eventually { try await world.state(job.id) == .completed }
            #expect(attempts.all == [1, 2, 3, 4])
            #expect(try await !world.queue.retry(job.id))
        }
    }

    @Test func allFailedOnesAreRetriedOnce() async throws {
        try await withJobWorld { world in
            let runs = Journal<String>()
            try await world.workers(
                .work(.quick(attempts: 1, concurrency: 32, keep: 1_000)) { work, _ in
                    runs.append(work.label)
                    throw Odd()
                })
            try await world.queue.add(try (0..<300).map { try NewJob(Work(label: "\($0)")) })
            try await eventually { try await report(world).counts.failed == 300 }
            #expect(try await world.queue.retryFailed(Work.queue) >= 300)
            try await eventually { runs.count >= 600 }
            try await eventually { try await report(world).counts.failed == 300 }
            #expect(Set(runs.all).count == 300)
        }
    }

    @Test func aJobIsRemovedInAnyStateButWhileItRuns() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            try await world.workers(.work(.quick(concurrency: 1)) { _, _ in try await gate.pass() })
            let jobs = try (0..<3).map { _ in try NewJob(Work()) }
            let delayed = try NewJob(Work(), delay: .seconds(600))
            try await world.queue.add(jobs + [delayed])
            try await eventually { gate.arrived == 1 }
            #expect(try await world.queue.remove(jobs[0].id) == .running)
            #expect(try await world.queue.remove(jobs[1].id) == .removed)
            #expect(try await world.queue.remove(delayed.id) == .removed)
            #expect(try await world.queue.remove(jobs[1].id) == .unknown)
            gate.open()
            try await eventually { try await world.state(jobs[2].id) == .completed }
            #expect(try await world.queue.remove(jobs[2].id) == .removed)
            #expect(gate.arrived == 2)
            let counts = try await report(world).counts
            #expect(counts.completed == 1 && counts.waiting == 0 && counts.delayed == 0)
        }
    }
}
