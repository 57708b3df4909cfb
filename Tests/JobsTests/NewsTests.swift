import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct NewsTests {
    private func news(_ world: JobWorld) async throws -> [JobNews] {
        try await world.redis.xrange(JobKeys.news).map { try #require(JobNews($0)) }
    }

    @Test func theOwnerHearsWhatBecomesOfAJob() async throws {
        try await withJobWorld { world in
            let owner = UserID.make()
            try await world.workers(
                .work { _, context in
                    if context.attempt == 1 { throw Odd() }
                    await context.progress(40, "half, nearly")
                })
            let job = try NewJob(Work(), owner: owner)
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .completed }
            let news = try await news(world)
            #expect(news.map(\.kind) == [.started, .retried, .started, .progress, .completed])
            #expect(news.allSatisfy { $0.job == job.id && $0.owner == owner && $0.type == Work.type })
            #expect(news.map(\.percent) == [nil, nil, nil, 40, 100])
            #expect(news.map(\.message) == [nil, "something odd", nil, "half, nearly", nil])
        }
    }

    @Test func aFailureComesWithItsReason() async throws {
        try await withJobWorld { world in
            try await world.workers(.work { _, _ in throw JobFailure("It cannot be done.") })
            let job = try NewJob(Work(), owner: .make())
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .failed }
            let last = try #require(try await news(world).last)
            #expect(last.kind == .failed && last.message == "It cannot be done." && last.percent == nil)
        }
    }

    @Test func nobodysJobsAreNotTold() async throws {
        try await withJobWorld { world in
            try await world.workers(.work { _, context in await context.progress(40) })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .completed }
            #expect(try await news(world).isEmpty)
        }
    }

    @Test func progressIsToldAFewTimesASecond() async throws {
        try await withJobWorld { world in
            try await world.workers(
                .work { _, context in
                    for number in 0..<1_000 { await context.progress(Double(number) / 10) }
                })
            let job = try NewJob(Work(), owner: .make())
            let began = ContinuousClock.now
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .completed }
            let most = Int((ContinuousClock.now - began) / .milliseconds(250)) + 1
            #expect((1...most).contains(try await news(world).count { $0.kind == .progress }))
        }
    }
}
