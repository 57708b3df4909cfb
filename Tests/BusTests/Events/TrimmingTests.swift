import Bus
import Contracts
import Redis
import TestSupport
import Testing

@Suite struct TrimmingTests {
    private let stream = BusKeys.events(.media)

    private func read(_ world: BusWorld, _ group: String, _ count: Int) async throws -> [StreamID] {
        try await world.redis.xreadgroup(group: group, consumer: "c", [stream], count: count).first?.entries.map(\.id) ?? []
    }

    private func oldest(_ world: BusWorld) async throws -> StreamID {
        try #require(try await world.redis.xrange(stream, count: 1).first).id
    }

    @Test func removesWhatAllHaveHandledButKeepsTheNewest() async throws {
        try await withBusWorld { world in
            try await world.publish(1...3_000)
            try await world.redis.xgroupCreate(stream, group: "g")
            try await world.redis.xack(stream, group: "g", try await read(world, "g", 3_000))
            try await EventStream(.media).trim(world.redis, keep: 1_000)
            #expect((1_000...1_300).contains(try await world.redis.xlen(stream)))
        }
    }

    @Test func keepsWhatOneGroupHasNotRead() async throws {
        try await withBusWorld { world in
            try await world.publish(1...2_000)
            for group in ["fast", "slow"] { try await world.redis.xgroupCreate(stream, group: group) }
            try await world.redis.xack(stream, group: "fast", try await read(world, "fast", 2_000))
            let last = try #require(try await read(world, "slow", 500).last)
            try await world.redis.xack(stream, group: "slow", try await world.redis.xrange(stream, count: 500).map(\.id))
            try await EventStream(.media).trim(world.redis, keep: 10)
            #expect(try await oldest(world) <= last)
            #expect(try await read(world, "slow", 5_000).count == 1_500)
            #expect(try await world.redis.xlen(stream) < 2_000)
        }
    }

    @Test func keepsWhatIsPending() async throws {
        try await withBusWorld { world in
            try await world.publish(1...2_000)
            try await world.redis.xgroupCreate(stream, group: "g")
            let ids = try await read(world, "g", 2_000)
            try await world.redis.xack(stream, group: "g", ids.filter { $0 != ids[700] })
            try await EventStream(.media).trim(world.redis, keep: 10)
            #expect(try await oldest(world) <= ids[700])
        }
    }

    @Test func aGroupThatHasReadNothingKeepsAll() async throws {
        try await withBusWorld { world in
            try await world.publish(1...500)
            try await world.redis.xgroupCreate(stream, group: "new")
            try await EventStream(.media).trim(world.redis, keep: 10)
            #expect(try await world.redis.xlen(stream) == 500)
        }
    }
}
