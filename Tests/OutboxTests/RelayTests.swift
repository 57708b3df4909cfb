import Bus
import Contracts
import Outbox
import Postgres
import Redis
import TestSupport
import Testing

@Suite struct RelayTests {
    @Test func publishesInOrderAndDeletes() async throws {
        try await withOutboxWorld { world in
            for number in 0..<5 { _ = try await world.add("early\(number)", .make("e\(number)")) }
            try await world.relay()
            for number in 0..<40 { _ = try await world.add("\(number)", .make("\(number)")) }
            try await eventually { try await world.count("outbox") == 0 }
            let published = try await world.published()
            #expect(published.map(\.sequence) == published.map(\.sequence).sorted())
            #expect(published.count == 45)
            #expect(try published.first?.decode(EffectAdded.self).label == "early0")
            #expect(published.first?.name == EffectAdded.name)
            #expect(published.first?.key == "early0")
        }
    }

    @Test func oneBatchAfterAnother() async throws {
        try await withOutboxWorld { world in
            let label = "x"
            try await world.database.execute(
                "INSERT INTO outbox (stream, name, key, payload) SELECT 'events', \(label), n::text, 'y' FROM generate_series(1, 1700) AS n"
            )
            try await world.relay()
            try await eventually { try await world.count("outbox") == 0 }
            #expect(try await world.published().map(\.key) == (1...1_700).map(String.init))
        }
    }

    @Test func jobsGoWhereTheyAreSent() async throws {
        try await withOutboxWorld { world in
            let delivered = Journal<String>()
            try await world.relay(destinations: ["jobs": { rows in for row in rows { delivered.append(row.key) } }])
            _ = try await world.writes.perform(.make()) { scope in
                try scope.publish(EffectAdded(label: "1"))
                scope.leave(Outbox.row(stream: "jobs", name: "j", key: "2", payload: []))
                scope.leave(Outbox.row(stream: "jobs", name: "j", key: "3", payload: []))
                try scope.publish(EffectAdded(label: "4"))
                return Answer(status: 200, body: [])
            }
            try await eventually { try await world.count("outbox") == 0 }
            #expect(delivered.all == ["2", "3"])
            #expect(try await world.published().map(\.key) == ["1", "4"])
        }
    }

    @Test func aDestinationThatFailsIsTriedAgain() async throws {
        try await withOutboxWorld { world in
            struct Away: Error {}
            let tries = Journal<Int>()
            try await world.relay(destinations: [
                "jobs": { rows in
                    tries.append(rows.count)
                    if tries.count < 4 { throw Away() }
                }
            ])
            try await world.database.execute(Outbox.row(stream: "jobs", name: "j", key: "k", payload: []))
            try await eventually { try await world.count("outbox") == 0 }
            #expect(tries.count == 4)
        }
    }

    @Test func rowsForNobodyStayAndHoldUpNobody() async throws {
        try await withOutboxWorld { world in
            try await world.database.execute(Outbox.row(stream: "unknown", name: "j", key: "k", payload: []))
            try await world.relay()
            _ = try await world.add("a", .make())
            try await eventually { try await world.published().count == 1 }
            try await eventually { try await world.count("outbox") == 1 }
        }
    }

    @Test func anotherReplicaTakesOver() async throws {
        try await withOutboxWorld { world in
            let first = try await world.relay("first")
            _ = try await world.add("a", .make("1"))
            try await eventually { try await world.published().count == 1 }
            try await world.relay("second")
            first.cancel()
            await first.value
            let stopped = ContinuousClock.now
            _ = try await world.add("b", .make("2"))
            try await eventually { try await world.published().count == 2 }
            #expect(.now - stopped < .seconds(5))
            #expect(try await world.published().map(\.key) == ["a", "b"])
        }
    }

    @Test func nothingCommittedIsLostWhileRedisIsAway() async throws {
        let server = try PrivateRedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        try await withOutboxWorld(url: server.url) { world in
            try await world.relay()
            _ = try await world.add("a", .make("1"))
            try await eventually { try await world.published().count == 1 }
            server.stop()
            _ = try await world.add("b", .make("2"))
            try server.start()
            _ = try await world.add("c", .make("3"))
            try await eventually { try await world.count("outbox") == 0 }
            #expect(Set(try await world.published().map(\.key)) == ["a", "b", "c"])
        }
    }
}
