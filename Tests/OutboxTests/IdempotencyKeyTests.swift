import Bus
import Contracts
import Outbox
import TestSupport
import Testing

@Suite struct IdempotencyKeyTests {
    @Test(arguments: WriteTests.Way.allCases) func theSameKeyAndBodyGetTheFirstAnswer(way: WriteTests.Way) async throws {
        try await withOutboxWorld { world in
            let first = try await way.add(world, "a", by: "first", .make("1", label: "a", key: "k"))
            let second = try await way.add(world, "a", by: "second", .make("2", label: "a", key: "k"))
            #expect(second == first)
            #expect(try await world.effects() == ["a"])
        }
    }

    @Test(arguments: WriteTests.Way.allCases) func theSameKeyWithAnotherBodyIsRefused(way: WriteTests.Way) async throws {
        try await withOutboxWorld { world in
            _ = try await way.add(world, "a", .make("1", label: "a", key: "k"))
            await #expect(throws: Problem.keyReused) { try await way.add(world, "b", .make("2", label: "b", key: "k")) }
            #expect(try await world.effects() == ["a"])
        }
    }

    @Test func aKeyBelongsToItsUser() async throws {
        try await withOutboxWorld { world in
            let (one, two) = (Caller.user(.make(), session: nil, role: .user), Caller.user(.make(), session: nil, role: .user))
            _ = try await world.add("a", .make("1", label: "a", key: "k", caller: one))
            _ = try await world.add("b", .make("2", label: "b", key: "k", caller: two))
            #expect(try await world.effects() == ["a", "b"])
        }
    }

    @Test func aRepetitionOfWhatStillRunsIsToldSo() async throws {
        try await withOutboxWorld { world in
            let gate = Gate()
            let running = Task {
                try await world.writes.perform(.make("1", key: "k")) { _ in
                    try await gate.pass()
                    return Answer(status: 200, body: [])
                }
            }
            try await eventually { gate.arrived == 1 }
            await #expect(throws: Problem.stillRunning) { try await world.add("a", .make("2", key: "k")) }
            gate.open()
            _ = try await running.value
            #expect(try await world.add("a", .make("3", key: "k")).status == 200)
        }
    }

    /// With a client's key too: it must not be told that its own request still runs.
    @Test(arguments: [nil, "k"]) func aClaimedRequestWaitsForItsFirstOwner(key: String?) async throws {
        try await withOutboxWorld { world in
            let gate = Gate()
            let first = Task {
                try await world.writes.perform(.make("1", key: key)) { scope in
                    _ = try await scope.connection.execute(OutboxWorld.insertion("a"))
                    try await gate.pass()
                    return Answer(status: 200, body: [1])
                }
            }
            try await eventually { gate.arrived == 1 }
            let second = Task { try await world.add("a", .make("1", key: key, isRedelivered: true)) }
            try await eventually {
                try await TestPostgres.admin.query("SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'").count > 0
            }
            gate.open()
            #expect(try await first.value.body == [1])
            #expect(try await second.value.body == [1])
            #expect(try await world.effects() == ["a"])
        }
    }
}
