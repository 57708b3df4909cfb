import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct RunTests {
    @Test func runsAJobAndKeepsItsResult() async throws {
        try await withJobWorld { world in
            try await world.workers(
                JobType(Work.self) { work, context in
                    #expect(context.attempt == 1)
                    return Outcome(label: work.label)
                })
            let job = try NewJob(Work(label: "x"))
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .completed }
            let status = try #require(try await world.queue.status(job.id))
            #expect(status.result == #"{"label":"x"}"#)
            #expect(status.progress?.percent == 100)
            #expect(status.attempt == 1)
            #expect(try await world.queue.backlog(type: Work.type) == 0)
            #expect(try await world.redis.xpending(JobKeys.ready(type: Work.type), group: JobKeys.group).count == 0)
        }
    }

    @Test func runsNoMoreTogetherThanItsTypeAllows() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            try await world.workers(.work(.quick(concurrency: 3)) { _, _ in try await gate.pass() })
            let jobs = try (0..<12).map { _ in try NewJob(Work()) }
            for job in jobs { try await world.queue.add(job) }
            try await eventually { gate.arrived == 3 }
            gate.open()
            for job in jobs { try await eventually { try await world.state(job.id) == .completed } }
            #expect(gate.most == 3)
            #expect(gate.arrived == 12)
        }
    }

    @Test func tellsHowFarItIs() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            try await world.workers(
                .work { _, context in
                    await context.progress(40, "half, nearly")
                    try await gate.pass()
                })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { gate.arrived == 1 }
            let status = try #require(try await world.queue.status(job.id))
            #expect(status.state == .active)
            #expect(status.progress == JobStatus.Progress(percent: 40, message: "half, nearly"))
            gate.open()
        }
    }

    @Test func aDelayedJobRunsWhenItIsDue() async throws {
        try await withJobWorld { world in
            let order = Journal<String>()
            try await world.workers(.work { work, _ in order.append(work.label) })
            let before = ContinuousClock.now
            try await world.queue.add(try NewJob(Work(label: "late"), delay: .milliseconds(700)))
            try await world.queue.add(try NewJob(Work(label: "now")))
            try await eventually { order.count == 2 }
            #expect(order.all == ["now", "late"])
            // The clock that counts is Redis's, in whole milliseconds.
            #expect(.now - before >= .milliseconds(690))
        }
    }

    @Test func thousandsOfDelayedJobsBecomeReady() async throws {
        try await withJobWorld { world in
            let seen = Journal<String>()
            for number in 0..<1_500 { try await world.queue.add(try NewJob(Work(label: "\(number)"), delay: .milliseconds(1))) }
            try await world.workers(.work(.quick(concurrency: 64)) { work, _ in seen.append(work.label) })
            try await eventually { seen.count == 1_500 }
            #expect(Set(seen.all).count == 1_500)
        }
    }

    @Test func keepsTheLastFinishedOnly() async throws {
        try await withJobWorld { world in
            try await world.workers(
                .work(.quick(attempts: 1, concurrency: 1, keep: 3)) { work, _ in
                    if work.label == "bad" { throw Odd() }
                })
            let jobs = try (0..<8).map { try NewJob(Work(label: $0 % 2 == 0 ? "good" : "bad")) }
            for job in jobs {
                try await world.queue.add(job)
                try await eventually { [.completed, .failed].contains(try await world.state(job.id)) }
            }
            let kept = try await jobs.asyncFilter { try await world.queue.status($0.id) != nil }
            #expect(kept.map(\.id) == jobs.suffix(6).map(\.id))
        }
    }

    @Test func aFinishedJobIsKeptForAWhileWhateverTheNumber() async throws {
        try await withJobWorld { world in
            var policy = JobPolicy.quick(keep: 1)
            policy.leastKept = .seconds(600)
            try await world.workers(.work(policy))
            let jobs = try (0..<5).map { _ in try NewJob(Work()) }
            for job in jobs { try await world.queue.add(job) }
            for job in jobs { try await eventually { try await world.state(job.id) == .completed } }
        }
    }
}

extension Array {
    fileprivate func asyncFilter(_ isKept: (Element) async throws -> Bool) async rethrows -> [Element] {
        var kept: [Element] = []
        for element in self where try await isKept(element) { kept.append(element) }
        return kept
    }
}
