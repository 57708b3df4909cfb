import Contracts
import Outbox
import Postgres
import TestSupport
import Testing

@Suite struct EffectTests {
    private func withEffects(_ body: (OutboxWorld, Effects) async throws -> Void) async throws {
        try await withOutboxWorld { world in
            let schema: String = try await world.database.query("SELECT current_schema()::text").only.get(0)
            try await Migrator(migrations: [.bookkeeping, .jobEffects(number: 1)], logger: TestPostgres.quietLogger)
                .run(on: world.database, schema: schema)
            try await body(world, Effects(database: world.database))
        }
    }

    private func labels(_ world: OutboxWorld) async throws -> [String] {
        try await world.database.query("SELECT label FROM effects ORDER BY label").map { try $0.get(0) }
    }

    @Test func aJobHasItsEffectOnce() async throws {
        try await withEffects { world, effects in
            let job = JobID.make()
            var outcomes: [Effects.Outcome] = []
            for attempt in [1, 1, 2, 7] {
                outcomes.append(
                    try await effects.apply(job: job, attempt: attempt) { connection in
                        _ = try await connection.execute(OutboxWorld.insertion("attempt \(attempt)"))
                    })
            }
            #expect(outcomes == [.applied, .alreadyDone, .alreadyDone, .alreadyDone])
            #expect(try await effects.isDone(job: job))
            #expect(try await labels(world) == ["attempt 1"])
        }
    }

    @Test func whatFailsIsUndoneAndMayBeTriedAgain() async throws {
        try await withEffects { world, effects in
            let job = JobID.make()
            await #expect(throws: NeverHappened.self) {
                try await effects.apply(job: job, attempt: 1) { connection in
                    _ = try await connection.execute(OutboxWorld.insertion("first"))
                    throw NeverHappened()
                }
            }
            #expect(try await labels(world).isEmpty)
            #expect(try await !effects.isDone(job: job))
            let second = try await effects.apply(job: job, attempt: 2) { connection in
                _ = try await connection.execute(OutboxWorld.insertion("second"))
            }
            #expect(second == .applied)
            #expect(try await labels(world) == ["second"])
        }
    }

    /// The stale one comes while the newer is in the middle of its effect, and loses whichever way that ends.
    @Test(arguments: [true, false]) func anAttemptThatWasTakenOverAppliesNothing(newerSucceeds: Bool) async throws {
        try await withEffects { world, effects in
            let (job, gate) = (JobID.make(), Gate())
            async let newer = effects.apply(job: job, attempt: 2) { connection in
                _ = try await connection.execute(OutboxWorld.insertion("newer"))
                try await gate.pass()
                if !newerSucceeds { throw NeverHappened() }
            }
            try await eventually { gate.arrived == 1 }
            async let stale = effects.apply(job: job, attempt: 1) { _ = try await $0.execute(OutboxWorld.insertion("stale")) }
            try await eventually {
                try await world.database.query("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'").only.get(0)
                    as Int64 > 0
            }
            gate.open()
            if newerSucceeds {
                #expect(try await newer == .applied)
                #expect(try await stale == .alreadyDone)
                #expect(try await labels(world) == ["newer"])
            } else {
                // Nothing is known of the newer one any more: its own next try meets an effect that is done.
                _ = try? await newer
                #expect(try await stale == .applied)
                #expect(try await effects.apply(job: job, attempt: 2) { _ in } == .alreadyDone)
                #expect(try await labels(world) == ["stale"])
            }
        }
    }

    @Test func anEffectBegunByALaterAttemptEndsTheLease() async throws {
        try await withEffects { world, effects in
            let job = JobID.make()
            try await world.database.execute("INSERT INTO job_effects (job_id, attempt) VALUES (\(job), 3)")
            await #expect(throws: LeaseLost.self) {
                try await effects.apply(job: job, attempt: 2) { _ = try await $0.execute(OutboxWorld.insertion("stale")) }
            }
            #expect(try await labels(world).isEmpty)
        }
    }

    @Test func oldOnesAreSwept() async throws {
        try await withEffects { world, _ in
            for age in ["8 days", "6 days"] {
                try await world.database.execute(
                    "INSERT INTO job_effects (job_id, attempt, done, at) VALUES (\(JobID.make()), 1, true, now() - \(age)::text::interval)")
            }
            try await Housekeeping(database: world.database, inbox: nil, logger: TestPostgres.quietLogger).sweep()
            #expect(try await world.database.query("SELECT count(*) FROM job_effects").only.get(0) as Int64 == 1)
        }
    }
}
