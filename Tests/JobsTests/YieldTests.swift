import Contracts
import Jobs
import TestSupport
import Testing

@Suite struct YieldTests {
    @Test func aTypeThatYieldsRunsOneAtATimeWhileOthersWait() async throws {
        try await withJobWorld { world in
            let (work, chores) = (Gate(), Gate())
            try await world.workers(
                .work(.quick(concurrency: 1)) { _, _ in try await work.pass() },
                JobType(Chore.self, yieldsTo: [Work.type], policy: .quick(concurrency: 4)) { _, _ in
                    try await chores.pass()
                    return Nothing()
                })
            try await world.queue.add(try NewJob(Work()))
            try await eventually { work.arrived == 1 }
            let waiting = try (0..<8).map { _ in try NewJob(Chore()) }
            for job in waiting { try await world.queue.add(job) }
            try await eventually { chores.arrived >= 1 }
            #expect(chores.most == 1)
            work.open()
            try await eventually { chores.arrived == 4 }
            chores.open()
            for job in waiting { try await eventually { try await world.state(job.id) == .completed } }
            #expect(chores.most == 4)
        }
    }
}
