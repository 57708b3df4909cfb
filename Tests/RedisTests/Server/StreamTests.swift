import Redis
import TestSupport
import Testing

@Suite struct StreamTests {
    private let stream = TestRedis.prefix("stream")

    @Test func deliversAcknowledgesAndForgets() async throws {
        try await withRedis { redis in
            #expect(try await redis.xgroupCreate(stream, group: "g"))
            #expect(try await !redis.xgroupCreate(stream, group: "g"))
            let first = try #require(try await redis.xadd(stream, [("kind", "a"), ("body", [UInt8]([0, 1]))]))
            let second = try #require(try await redis.xadd(stream, [("kind", "b"), ("n", 7)]))
            let read = try await redis.xreadgroup(group: "g", consumer: "c", [stream], count: 10, block: .seconds(1))
            #expect(read.map(\.stream) == [stream])
            #expect(read.first?.entries.map(\.id) == [first, second])
            #expect(read.first?.entries[0]["body"] == [0, 1])
            #expect(read.first?.entries[1]["n"] == Array("7".utf8))
            let again = try await redis.xreadgroup(group: "g", consumer: "c", [stream], pendingAfter: .zero)
            #expect(again.first?.entries.map(\.id) == [first, second])
            #expect(try await redis.xack(stream, group: "g", [first, second]) == 2)
            #expect(try await redis.xpending(stream, group: "g").count == 0)
            #expect(try await redis.xreadgroup(group: "g", consumer: "c", [stream]).isEmpty)
            #expect(try await redis.xdel(stream, [first]) == 1)
            #expect(try await redis.xlen(stream) == 1)
            try await redis.del(stream)
        }
    }

    @Test func claimsWhatADeadConsumerLeft() async throws {
        try await withRedis { redis in
            try await redis.xgroupCreate(stream, group: "g")
            var ids: [StreamID] = []
            for number in 0..<3 { ids.append(try #require(try await redis.xadd(stream, [("n", number)]))) }
            _ = try await redis.xreadgroup(group: "g", consumer: "dead", [stream])
            let summary = try await redis.xpending(stream, group: "g")
            #expect(summary.count == 3)
            #expect(summary.oldest == ids[0])
            #expect(summary.consumers == ["dead": 3])
            try await redis.xdel(stream, [ids[2]])
            try await eventually { try await redis.xpending(stream, group: "g", idleFor: .milliseconds(2), count: 9).count == 3 }
            let claimed = try await redis.xclaim(stream, group: "g", consumer: "heir", idleFor: .milliseconds(1), [ids[0]])
            #expect(claimed.map(\.id) == [ids[0]])
            let pending = try await redis.xpending(stream, group: "g", idleFor: .zero, count: 9, consumer: "heir")
            #expect(pending.map(\.id) == [ids[0]])
            #expect(pending.first?.deliveries == 2)
            let claim = try await redis.xautoclaim(stream, group: "g", consumer: "heir", idleFor: .milliseconds(1))
            #expect(claim.next == .zero)
            #expect(claim.entries.map(\.id).contains(ids[1]))
            #expect(claim.deleted == [ids[2]])
            #expect(try await redis.xgroupDeleteConsumer(stream, group: "g", consumer: "heir") == 2)
            try await redis.del(stream)
        }
    }

    @Test func isTrimmedAsAsked() async throws {
        try await withRedis { redis in
            #expect(try await redis.xadd(stream, createsStream: false, [("a", "b")]) == nil)
            var ids: [StreamID] = []
            for _ in 0..<10 { ids.append(try #require(try await redis.xadd(stream, [("a", "b")]))) }
            #expect(try await redis.xtrim(stream, .maximumLength(8, exact: true)) == 2)
            #expect(try await redis.xtrim(stream, .minimumID(ids[4], exact: true)) == 2)
            try await redis.xadd(stream, trim: .maximumLength(3, exact: true), [("a", "b")])
            #expect(try await redis.xlen(stream) == 3)
            #expect(try await redis.xrange(stream).map(\.id).prefix(2) == ids[8...])
            #expect(try await redis.xrange(stream, to: ids[9], count: 1, reversed: true).map(\.id) == [ids[9]])
            try await redis.del(stream)
        }
    }

    @Test func tellsOfItself() async throws {
        try await withRedis { redis async throws in
            #expect(try await codeThrown { _ = try await redis.xinfoStream(stream) } == .server("ERR"))
            #expect(
                try await codeThrown { _ = try await redis.xreadgroup(group: "g", consumer: "c", [stream]) }
                    == .server("NOGROUP"))
            try await redis.xgroupCreate(stream, group: "g")
            let id = try #require(try await redis.xadd(stream, [("a", "b")]))
            #expect(try await redis.xinfoGroups(stream).first?.lag == 1)
            _ = try await redis.xreadgroup(group: "g", consumer: "c", [stream])
            let group = try #require(try await redis.xinfoGroups(stream).first)
            #expect((group.name, group.consumers, group.pending, group.lag) == ("g", 1, 1, 0))
            #expect(group.lastDelivered == id)
            #expect(try await redis.xinfoConsumers(stream, group: "g").map(\.name) == ["c"])
            let facts = try await redis.xinfoStream(stream)
            #expect((facts.length, facts.groups, facts.lastGenerated) == (1, 1, id))
            #expect(try await redis.xgroupDestroy(stream, group: "g"))
            try await redis.del(stream)
        }
    }

    @Test func aReaderWakesForANewEntry() async throws {
        try await withRedis { reader in
            async let read = reader.xread([(stream, nil)], block: .seconds(5))
            try await untilWaiting(reader, 1)
            try await withRedis { writer in
                // The reader may not have reached the server yet; entries are added until it has one.
                try await eventually {
                    try await writer.xadd(stream, [("a", "b")])
                    return reader.statistics.waiting == 0
                }
                try await writer.del(stream)
            }
            #expect(try await read.first?.entries.first?["a"] == Array("b".utf8))
        }
    }
}
