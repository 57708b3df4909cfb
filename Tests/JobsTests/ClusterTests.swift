import Contracts
import Jobs
import TestSupport
import Testing

/// The engine in a Redis Cluster, where a script may touch one slot only. `make cluster` runs all the other tests there too.
@Suite(.timeLimit(.minutes(1))) struct ClusterTests {
    private struct Sum: JobPayload {
        static let type = "test-sum"
        static let queue = "test"
    }

    @Test func jobsRunWaitRepeatAndFailAsElsewhere() async throws {
        try await TestRedisCluster.withURL { url in
            try await withJobWorld(url: url) { world in
                let inner = try NewJob(Sum(), children: [try NewJob(Work(label: "a")), try NewJob(Work(label: "b"))])
                let parent = try NewJob(Sum(), children: [inner, try NewJob(Work(label: "c"), delay: .milliseconds(50))])
                try await world.queue.add(flow: parent)
                let bad = try NewJob(Work(label: "bad"))
                _ = try await world.queue.add([bad])
                try await world.queue.set(JobRepeat("minutely", cron: "* * * * *", try NewJob(Work(label: "tick"))))
                #expect(try await world.queue.repeats().count == 1)
                try await world.workers(
                    JobType(Sum.self, policy: .quick(attempts: 1)) { _, context in
                        let labels = try await context.children().map { try $0.decode(Outcome.self).label }
                        return Outcome(label: labels.sorted().joined())
                    },
                    JobType(Work.self, policy: .quick()) { work, _ in
                        if work.label == "bad" { throw JobFailure("It is bad.") }
                        return Outcome(label: work.label)
                    })
                try await eventually { try await world.state(parent.id) == .completed }
                #expect(try await world.queue.status(parent.id)?.result == #"{"label":"abc"}"#)
                try await eventually { try await world.state(bad.id) == .failed }
                #expect(try await world.queue.queues().first?.counts.failed == 1)
            }
        }
    }
}
