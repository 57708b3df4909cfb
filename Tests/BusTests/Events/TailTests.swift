import Bus
import Contracts
import Redis
import TestSupport
import Testing

@Suite struct TailTests {
    /// -1 stands for `fresh`.
    private func tail(_ world: BusWorld, into seen: Journal<Int64>) async throws {
        let tail = EventTail(
            source: .media, client: try await world.client(), blocking: try await world.client(world.unique("tail")),
            logger: TestPostgres.quietLogger)
        let task = Task {
            await tail.run { signal in
                switch signal {
                case .fresh: seen.append(-1)
                case .event(let event): seen.append(event.sequence)
                }
            }
        }
        world.atEnd {
            task.cancel()
            await task.value
        }
        try await eventually { seen.count == 1 }
    }

    @Test func everyTailSeesEverythingFromNowOn() async throws {
        try await withBusWorld { world in
            let (one, two) = (Journal<Int64>(), Journal<Int64>())
            try await world.publish(1...5)
            try await tail(world, into: one)
            try await tail(world, into: two)
            try await world.publish(6...700)
            try await eventually { one.count == 696 && two.count == 696 }
            #expect(one.all == [-1] + Array(6...700))
            #expect(two.all == one.all)
        }
    }

    @Test func aLostConnectionMissesNothing() async throws {
        let server = try PrivateRedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        try await withBusWorld(url: server.url) { world in
            let seen = Journal<Int64>()
            try await tail(world, into: seen)
            try await world.publish([1])
            try await eventually { seen.count == 2 }
            server.stop()
            try server.start()
            try await eventually { (try? await world.publish([2])) != nil }
            try await eventually { seen.all.last == 2 }
            #expect(seen.all == [-1, 1, 2])
        }
    }

    @Test func anOutageThatLostEventsMeansToStartAfresh() async throws {
        let server = try PrivateRedisServer()
        try await withBusWorld(url: server.url) { world in
            let seen = Journal<Int64>()
            try await tail(world, into: seen)
            try await world.publish([1])
            try await eventually { seen.count == 2 }
            // Without a file it comes back empty.
            server.stop()
            try server.start()
            try await eventually { seen.all == [-1, 1, -1] }
            try await eventually { (try? await world.publish([2])) != nil }
            try await eventually { seen.all == [-1, 1, -1, 2] }
        }
    }

    @Test func anInterruptionDuringWhichEventsWereTrimmedMeansToStartAfresh() async throws {
        try await withBusWorld { world in
            let seen = Journal<Int64>()
            try await tail(world, into: seen)
            try await world.publish([1])
            try await eventually { seen.count == 2 }
            let clients = try #require(try await world.redis.send(RedisCommand("CLIENT", "LIST")).string)
            let line = try #require(clients.split(separator: "\n").first { $0.contains("name=\(world.unique("tail")) ") })
            let id = try #require(line.split(separator: " ").first).dropFirst("id=".count)
            let event = EventEnvelope(service: .media, sequence: 2, name: "test.v1", key: "", body: [])
            // In one piece, so that it happens before the tail is back.
            _ = try await world.redis.pipeline([
                RedisCommand("CLIENT", "KILL", "ID", String(id)), EventStream(.media).append(event),
                EventStream(.media).append(event), RedisCommand("XTRIM", BusKeys.events(.media), "MAXLEN", 1),
            ])
            try await eventually { seen.count == 3 }
            #expect(seen.all == [-1, 1, -1])
        }
    }

    @Test func aStreamThatWasEmptiedMeansToStartAfresh() async throws {
        try await withBusWorld { world in
            let seen = Journal<Int64>()
            try await world.publish([1])
            try await tail(world, into: seen)
            _ = try await world.redis.send(RedisCommand("FLUSHDB"))
            try await eventually { seen.all == [-1, -1] }
        }
    }

    @Test func whatIsNoEventIsPassedOver() async throws {
        try await withBusWorld { world in
            let seen = Journal<Int64>()
            try await tail(world, into: seen)
            try await world.redis.xadd(BusKeys.events(.media), [("x", "y")])
            try await world.publish([1])
            try await eventually { seen.all == [-1, 1] }
        }
    }
}
