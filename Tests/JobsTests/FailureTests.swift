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

    @Test func whatIsTooLargeIsRefusedOrFailsItsOwnJobOnly() async throws {
        let large = String(repeating: "x", count: NewJob.maximumPayload)
        #expect(throws: JobTooLarge.self) { try NewJob(Work(label: large)) }
        let children = try (0..<NewJob.maximumFamily).map { _ in try NewJob(Chore()) }
        #expect(throws: JobTooLarge.family(jobs: 1_001)) { try NewJob(Work(), children: children) }
        try await withJobWorld { world in
            let policy = JobPolicy.quick(attempts: 1)
            let type = JobType(Work.self, policy: policy) { work, _ in
                if work.label == "long error" { throw JobFailure(large) }
                return work.label == "large result" ? String(repeating: "x", count: JobType.maximumResult) : "fine"
            }
            try await world.workers(type)
            let jobs = try ["large result", "long error", "fine"].map { try NewJob(Work(label: $0)) }
            try await world.queue.add(jobs)
            try await eventually { try await world.state(jobs[0].id) == .failed }
            try await eventually { try await world.state(jobs[1].id) == .failed }
            try await eventually { try await world.state(jobs[2].id) == .completed }
            #expect(try await world.queue.status(jobs[1].id)?.error?.count == 2_000)
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

    @Test func whatIsPostponedUsesUpNoAttempt() async throws {
        try await withJobWorld { world in
            try await world.workers(
                .work(.quick(attempts: 1)) { _, context in
                    guard context.attempt < 4 else { return }
                    #expect(context.isLastAttempt)
                    throw JobPostponed(for: context.attempt < 3 ? .milliseconds(20) : .seconds(600), "There is no space left.")
                })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { try await world.queue.status(job.id)?.attempt == 3 }
            try await eventually { try await world.state(job.id) == .delayed }
            #expect(try await world.queue.status(job.id)?.error == "There is no space left.")
            #expect(try await world.queue.promote(job.id))
            try await eventually { try await world.state(job.id) == .completed }
            #expect(try await world.queue.status(job.id)?.error == nil)
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
