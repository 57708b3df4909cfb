import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct JobFailureTests {
    @Test func triesAgainAndThenFails() async throws {
        try await withJobWorld { world in
            let attempts = Journal<Int>()
            try await world.workers(
                .work(.quick(attempts: 3)) { _, context in
                    attempts.append(context.attempt)
                    throw Odd()
                })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .failed }
            #expect(attempts.all == [1, 2, 3])
            #expect(try await world.queue.status(job.id)?.error == "something odd")
            #expect(try await world.queue.backlog(type: Work.type) == 0)
        }
    }

    @Test func theLastAttemptKnowsThatItIs() async throws {
        try await withJobWorld { world in
            let last = Journal<Bool>()
            try await world.workers(
                .work(.quick(attempts: 9)) { _, context in
                    last.append(context.isLastAttempt)
                    throw Odd()
                })
            let job = try NewJob(Work(), attempts: 3)
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .failed }
            #expect(last.all == [false, false, true])
        }
    }

    @Test func aLaterAttemptMaySucceed() async throws {
        try await withJobWorld { world in
            try await world.workers(.work { _, context in if context.attempt < 3 { throw Odd() } })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .completed }
            let status = try #require(try await world.queue.status(job.id))
            #expect(status.attempt == 3)
            #expect(status.error == nil)
        }
    }

    @Test func aJobMayAllowItselfOtherAttemptsThanItsType() async throws {
        try await withJobWorld { world in
            let attempts = Journal<Int>()
            try await world.workers(
                .work(.quick(attempts: 9)) { _, context in
                    attempts.append(context.attempt)
                    throw Odd()
                })
            let job = try NewJob(Work(), attempts: 2)
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .failed }
            #expect(attempts.all == [1, 2])
        }
    }

    @Test func whatCannotBeMendedIsNotTriedAgain() async throws {
        try await withJobWorld { world in
            let attempts = Journal<Int>()
            try await world.workers(
                .work { _, context in
                    attempts.append(context.attempt)
                    throw JobFailure("The file is no film.")
                })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .failed }
            #expect(attempts.all == [1])
            #expect(try await world.queue.status(job.id)?.error == "The file is no film.")
        }
    }

    @Test func aBadPayloadFailsThatJobOnly() async throws {
        try await withJobWorld { world in
            try await world.workers(.work(.quick(concurrency: 1)))
            var bad = try NewJob(Work())
            bad.payload = "nonsense"
            let good = try NewJob(Work())
            try await world.queue.add(bad)
            try await world.redis.xadd(JobKeys.ready(type: Work.type), [("x", "y")])
            try await world.redis.xadd(JobKeys.ready(type: Work.type), [("id", "no id at all")])
            try await world.queue.add(good)
            try await eventually { try await world.state(good.id) == .completed }
            #expect(try await world.state(bad.id) == .failed)
            try await eventually { try await world.queue.backlog(type: Work.type) == 0 }
        }
    }
}
