import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct DrainTests {
    /// It goes on saying that it lives meanwhile, or others would take over what it still runs.
    @Test func whatRunsIsFinished() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            let stopping = try await world.workers("stopping", drain: .seconds(60), .work { _, _ in try await gate.pass() })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { gate.arrived == 1 }
            stopping.cancel()
            let key = JobKeys.alive(worker: "stopping")
            for _ in 0..<3 {
                try await world.redis.del(key)
                try await eventually { try await world.redis.send(RedisCommand("EXISTS", key)).int == 1 }
            }
            gate.open()
            await stopping.stop()
            #expect(try await world.state(job.id) == .completed)
        }
    }

    @Test func whatDoesNotEndInTimeIsHandedOver() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            let stopping = try await world.workers("stopping", drain: .milliseconds(50), .work { _, _ in try await gate.pass() })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { gate.arrived == 1 }
            await stopping.stop()
            #expect(gate.cancelled == 1)
            // At once, and no attempt has failed.
            let status = try #require(try await world.queue.status(job.id))
            #expect(status.state == .waiting && status.position == 1 && status.error == nil)
            let attempts = Journal<Int>()
            try await world.workers(
                "heir",
                .work(.quick(attempts: 2)) { _, context in
                    attempts.append(context.attempt)
                    if attempts.count == 1 { throw Odd() }
                })
            try await eventually { try await world.state(job.id) == .completed }
            #expect(attempts.all == [2, 3])
        }
    }

    @Test func anEndInTheLastMomentCounts() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            let stopping = try await world.workers(
                "stopping", drain: .milliseconds(50),
                .work { _, _ in
                    // Done in spite of the order to stop.
                    do { try await gate.pass() } catch { return }
                })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { gate.arrived == 1 }
            await stopping.stop()
            #expect(try await world.state(job.id) == .completed)
        }
    }

    @Test func noJobIsLostOrRunTwiceWhileWorkersComeAndGo() async throws {
        try await withJobWorld { world in
            let runs = Journal<String>()
            let type = JobType.work(.quick(concurrency: 8)) { work, _ in
                await Task.yield()
                runs.append(work.label)
            }
            try await world.workers("stays", type)
            for round in 0..<4 {
                let guest = try await world.workers("guest\(round)", type)
                for number in 0..<100 { try await world.queue.add(try NewJob(Work(label: "\(round)/\(number)"))) }
                await guest.stop()
            }
            try await eventually { runs.count >= 400 }
            try await eventually { try await world.queue.backlog(type: Work.type) == 0 }
            #expect(Set(runs.all).count == 400)
            #expect(runs.count == 400)
        }
    }

    @Test func aStoppedWorkerSaysThatItIsGone() async throws {
        try await withJobWorld { world in
            let workers = try await world.workers("leaving", .work())
            let key = JobKeys.alive(worker: "leaving")
            try await eventually { try await world.redis.send(RedisCommand("EXISTS", key)).int == 1 }
            await workers.stop()
            #expect(try await world.redis.send(RedisCommand("EXISTS", key)).int == 0)
        }
    }
}
