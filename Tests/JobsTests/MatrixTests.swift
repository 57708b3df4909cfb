import Contracts
import Jobs
import Redis
import TestSupport
import Testing

/// Whatever becomes of workers, every job ends once and none is lost.
@Suite struct MatrixTests {
    private struct Ledger: Sendable {
        /// The attempts whose effect was let through, by job: as `Effects` does it in a database.
        private let applied = Journal<JobID>()
        private let fences = Fences()

        func apply(_ context: JobContext) async throws {
            if try await fences.passes(context.id, context.attempt) { applied.append(context.id) }
        }

        var all: [JobID] { applied.all }
    }

    /// For each job, the newest attempt and whether its effect is done.
    private actor Fences {
        private var newest: [JobID: (attempt: Int, isDone: Bool)] = [:]

        func passes(_ id: JobID, _ attempt: Int) throws -> Bool {
            if let known = newest[id] {
                if known.isDone { return false }
                guard attempt >= known.attempt else { throw Odd() }
            }
            newest[id] = (attempt, true)
            return true
        }
    }

    private func run(
        _ world: JobWorld, jobs count: Int, _ trouble: @Sendable (_ type: JobType) async throws -> Void
    ) async throws {
        let ledger = Ledger()
        let type = JobType.work(.quick(attempts: 5, concurrency: 8, keep: 10_000)) { _, context in
            try await Task.sleep(for: .milliseconds(2))
            try await ledger.apply(context)
        }
        let jobs = try (0..<count).map { _ in try NewJob(Work()) }
        try await world.workers("stays", type)
        try await world.queue.add(jobs)
        try await trouble(type)
        try await eventually {
            let counts = try? await world.queue.queues().first?.counts
            return counts?.completed == count && counts?.active == 0 && counts?.waiting == 0 && counts?.delayed == 0
        }
        #expect(Set(ledger.all) == Set(jobs.map(\.id)))
        #expect(ledger.all.count == count)
        #expect(try await world.redis.xlen(JobKeys.ready(type: Work.type)) <= 1)
    }

    @Test func killedWorkersLoseNothing() async throws {
        try await withJobWorld { world in
            try await run(world, jobs: 1_500) { type in
                for number in 0..<4 {
                    let doomed = try await world.workers("doomed\(number)", type)
                    try await eventually {
                        try await world.redis.xpending(JobKeys.ready(type: Work.type), group: JobKeys.group).consumers["doomed\(number)"]
                            != nil
                    }
                    await doomed.kill()
                }
            }
        }
    }

    @Test func workersThatAreOrderedToStopLoseNothing() async throws {
        try await withJobWorld { world in
            try await run(world, jobs: 1_500) { type in
                for number in 0..<6 {
                    let guest = try await world.workers("guest\(number)", drain: .milliseconds(5), type)
                    try await Task.sleep(for: .milliseconds(40))
                    await guest.stop()
                }
            }
        }
    }

    /// As a process that is stopped for longer than its lease and goes on: alive, but taken for dead.
    @Test func workersWithoutAHeartbeatLoseNothing() async throws {
        try await withJobWorld { world in
            try await run(world, jobs: 1_500) { type in
                try await world.workers("frozen", type)
                let silence = Task {
                    while !Task.isCancelled { try await world.redis.del(JobKeys.alive(worker: "frozen")) }
                }
                try await Task.sleep(for: .seconds(2))
                silence.cancel()
            }
        }
    }

    @Test func aRestartOfRedisLosesNothing() async throws {
        let server = try PrivateRedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        try await withJobWorld(url: server.url) { world in
            try await run(world, jobs: 600) { type in
                for _ in 0..<3 {
                    try await Task.sleep(for: .milliseconds(100))
                    server.stop()
                    try server.start()
                }
            }
        }
    }
}
