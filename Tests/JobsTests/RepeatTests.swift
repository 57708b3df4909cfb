import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct RepeatTests {
    /// As if the tick had been that long ago.
    private func makeDue(_ world: JobWorld, _ key: String, ago: Duration) async throws {
        let moment = Timestamp.now() - ago
        try await world.redis.zadd(JobKeys.repeatsDue, [(key, Double(moment.milliseconds))])
    }

    private func waiting(_ world: JobWorld) async throws -> Int {
        try await world.queue.queues().first { $0.name == Work.queue }?.counts.waiting ?? 0
    }

    @Test func aTickIsOneJobWhateverTheNumberOfSchedulers() async throws {
        try await withJobWorld { world in
            try await world.queue.set(JobRepeat("hourly", cron: "0 * * * *", try NewJob(Work())))
            for round in 1...20 {
                try await makeDue(world, "hourly", ago: .milliseconds(5))
                try await withThrowingTaskGroup { group in
                    for _ in 0..<8 { group.addTask { try await world.queue.fireRepeats() } }
                    try await group.waitForAll()
                }
                #expect(try await waiting(world) == round)
            }
            let next = try #require(try await world.queue.repeats().first).next
            #expect(next > .now() && next.milliseconds % 3_600_000 == 0)
        }
    }

    @Test(arguments: [(JobRepeat.Missed.skip, 0), (.fireOnce, 1)])
    func missedTicksAreSkippedOrFiredOnce(policy: JobRepeat.Missed, expected: Int) async throws {
        try await withJobWorld { world in
            try await world.queue.set(JobRepeat("minutely", cron: "* * * * *", missed: policy, try NewJob(Work())))
            try await makeDue(world, "minutely", ago: .seconds(3_600))
            try await world.queue.fireRepeats()
            try await world.queue.fireRepeats()
            #expect(try await waiting(world) == expected)
        }
    }

    @Test func settingTheSameAgainKeepsItsTurnAndAnotherReplacesIt() async throws {
        try await withJobWorld { world in
            try await world.queue.set(JobRepeat("key", cron: "0 0 1 1 *", try NewJob(Work())))
            try await makeDue(world, "key", ago: .zero)
            try await world.queue.set(JobRepeat("key", cron: "0 0 1 1 *", try NewJob(Work())))
            #expect(try await world.queue.repeats().first.map { $0.next <= .now() } == true)
            try await world.queue.set(JobRepeat("key", cron: "0 0 1 2 *", timeZone: "Europe/Berlin", try NewJob(Work())))
            let repeats = try await world.queue.repeats()
            #expect(repeats.count == 1 && repeats[0].next > .now() && repeats[0].definition.timeZone == "Europe/Berlin")
            #expect(try await world.queue.removeRepeat("key"))
            #expect(try await world.queue.repeats().isEmpty)
        }
    }

    @Test func workersFireWhatIsDue() async throws {
        try await withJobWorld { world in
            let seen = Journal<String>()
            try await world.workers("one", .work { work, _ in seen.append(work.label) })
            try await world.workers("two", .work { work, _ in seen.append(work.label) })
            try await world.queue.set(JobRepeat("key", cron: "0 0 1 1 *", try NewJob(Work(label: "due"))))
            try await makeDue(world, "key", ago: .zero)
            try await eventually { seen.count == 1 }
        }
    }

    @Test func nonsenseIsRefused() async throws {
        try await withJobWorld { world in
            for (cron, zone) in [("nonsense", "UTC"), ("0 0 31 2 *", "UTC"), ("0 0 * * *", "Atlantis"), ("0 0 * * *", "../../etc/passwd")] {
                await #expect(throws: JobFailure.self) {
                    try await world.queue.set(JobRepeat("key", cron: cron, timeZone: zone, try NewJob(Work())))
                }
            }
        }
    }
}
