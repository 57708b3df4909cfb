import Foundation
import Redis
import Synchronization
import TestSupport
import Testing

/// Against a real cluster, which these share; each has keys of its own.
@Suite(.timeLimit(.minutes(2))) struct ClusterClientTests {
    private static let cluster = Task { try await PrivateRedisCluster() }

    private func withCluster(_ body: (RedisClient, PrivateRedisCluster) async throws -> Void) async throws {
        let cluster = try await Self.cluster.value
        try await withRedis(cluster.url) { try await body($0, cluster) }
    }

    private let prefix = UUID().uuidString
    private func keys(_ count: Int) -> [String] { (0..<count).map { "\(prefix)-\($0)" } }

    @Test func reckonsSlotsAsTheServerDoes() async throws {
        try await withCluster { (redis, _) async throws in
            for key in keys(50) + ["a{b}c", "a{}c", "{", "}{", "{a}{b}", "mn:{media}:requests", "ä{ö}"] {
                let slot = try await redis.send(RedisCommand("CLUSTER", "KEYSLOT", key)).int
                #expect(slot == Int(HashSlot(of: key).number), "\(key)")
            }
        }
    }

    @Test func reachesEveryNode() async throws {
        try await withCluster { (redis, cluster) async throws in
            let keys = keys(60)
            for key in keys { try await redis.set(key, key) }
            let values = try await redis.pipeline(keys.map { .get($0) }).map(\.string)
            #expect(values == keys)
            var owners: Set<Int> = []
            for key in keys { owners.insert(try await cluster.owner(of: key).port) }
            #expect(owners.count == 3)
        }
    }

    @Test func callbacksAreHandedAllReplies() async throws {
        try await withCluster { (redis, _) async throws in
            let keys = keys(30)
            let result = await redis.uncancelled(keys.map { .set($0, "v") } + keys.map { .get($0) }, deadline: .now + .seconds(5))
            let replies = try result.get().map(\.string)
            #expect(replies == keys.map { _ in "OK" } + keys.map { _ in "v" })
        }
    }

    @Test func scriptsAreLoadedNodeByNode() async throws {
        let script = RedisScript("return redis.call('INCR', KEYS[1]) .. '-\(prefix)'")
        try await withCluster { (redis, _) async throws in
            for key in keys(20) {
                let first = try await redis.evaluate(script, keys: [key]).string
                let second = try await redis.evaluate(script, keys: [key]).string
                #expect(first == "1-\(prefix)" && second == "2-\(prefix)")
            }
        }
    }

    /// What a reply stream and its request rely on: one node has answered before the other is asked.
    @Test func whatComesThenRunsAfterwards() async throws {
        try await withCluster { (redis, cluster) async throws in
            let keys = keys(20)
            let slow = "local t repeat t = redis.call('TIME') until t[1] * 1000000 + t[2] >= ARGV[1] + 0 return t[1] * 1000000 + t[2]"
            let owner = try await cluster.owner(of: keys[0])
            var other: String?
            for key in keys where try await cluster.owner(of: key).port != owner.port { other = key }
            let end = try await redis.time() + .milliseconds(50)
            let first = RedisCommand("EVAL", slow, 1, keys[0], Int(end / .microseconds(1)))
            let rest = RedisCommand("EVAL", slow, 1, try #require(other), 0)
            let replies = await withCheckedContinuation { continuation in
                redis.submit([first], then: [rest]) { continuation.resume(returning: $0) }
            }
            let times = try replies.get().compactMap(\.int)
            #expect(times.count == 2 && times == times.sorted())
        }
    }

    @Test func keysThatLieApartAreATypedError() async throws {
        try await withCluster { (redis, _) async throws in
            #expect(try await codeThrown { _ = try await redis.del(["a", "b"]) } == .crossSlot)
            let transaction = [RedisCommand("MULTI"), .set("a", "1"), .set("b", "1"), RedisCommand("EXEC")]
            #expect(try await codeThrown { _ = try await redis.pipeline(transaction) } == .crossSlot)
        }
    }

    @Test func transactionsRunInOneSlot() async throws {
        try await withCluster { (redis, _) async throws in
            let (one, other) = ("{\(prefix)}1", "{\(prefix)}2")
            let replies = try await redis.pipeline([
                RedisCommand("MULTI"), .set(one, "1"), RedisCommand("INCR", other), RedisCommand("EXEC"),
            ])
            #expect(replies.last == .array([.status("OK"), .integer(1)]))
        }
    }

    @Test func ownErrorsComeThrough() async throws {
        try await withCluster { (redis, _) async throws in
            let key = keys(1)[0]
            try await redis.set(key, "text")
            #expect(try await codeThrown { _ = try await redis.xlen(key) } == .server("WRONGTYPE"))
        }
    }

    /// A client that knows the old map meets ASK while the slot is on its way, and MOVED after.
    @Test func followsASlotOnTheMove() async throws {
        try await withCluster { (redis, cluster) async throws in
            let (old, new) = ("{\(prefix)}old", "{\(prefix)}new")
            try await redis.set(old, "before")
            let source = try await cluster.owner(of: old)
            let target = try #require(cluster.servers.first { $0.port != source.port })
            func redirections() async throws -> [String: Int] {
                var counts: [String: Int] = [:]
                for line in try await source.ask("INFO", "errorstats").decodedString().split(whereSeparator: \.isNewline) {
                    for kind in ["ASK", "MOVED"] where line.hasPrefix("errorstat_\(kind):count=") {
                        counts[kind] = Int(line.split(separator: "=")[1])
                    }
                }
                return counts
            }
            let before = try await redirections()
            try await cluster.move(slotOf: old, to: target) {
                #expect(try await redis.get(old) == Array("before".utf8))
                try await redis.set(new, "during")
                let both = try await redis.pipeline([.get(old), .get(new)]).map(\.string)
                #expect(both == ["before", "during"])
            }
            let during = try await redirections()
            #expect(during["ASK", default: 0] > before["ASK", default: 0])
            #expect(try await redis.get(new) == Array("during".utf8))
            #expect(try await redirections()["MOVED", default: 0] > during["MOVED", default: 0])
            #expect(try await redis.get(old) == Array("before".utf8))
        }
    }

    @Test func nothingIsLostWhileSlotsMoveUnderLoad() async throws {
        try await withCluster { (redis, cluster) async throws in
            let counter = "{\(prefix)}counter"
            let isOver = Mutex(false)
            async let count = {
                var count = 0
                while !isOver.withLock({ $0 }) { count = try await redis.send(RedisCommand("INCR", counter)).decodedInt() }
                return count
            }()
            for _ in 0..<6 {
                let source = try await cluster.owner(of: counter)
                let target = try #require(cluster.servers.first { $0.port != source.port })
                try await cluster.move(slotOf: counter, to: target)
            }
            isOver.withLock { $0 = true }
            let told = try await count
            #expect(try await redis.get(counter) == Array("\(told)".utf8))
            #expect(told > 100)
        }
    }

    @Test func aBlockingReaderMovesWithItsStream() async throws {
        try await withCluster { (redis, cluster) async throws in
            let stream = "{\(prefix)}stream"
            try await redis.xgroupCreate(stream, group: "g")
            let source = try await cluster.owner(of: stream)
            let target = try #require(cluster.servers.first { $0.port != source.port })
            try await withRedis(cluster.url) { reader in
                async let read = reader.xreadgroup(group: "g", consumer: "c", [stream], block: .seconds(30))
                try await eventually { try await source.ask("INFO", "clients").string?.contains("blocked_clients:1") == true }
                try await cluster.move(slotOf: stream, to: target)
                try await redis.xadd(stream, [("f", "moved")])
                #expect(try await read.first?.entries.first?["f"] == Array("moved".utf8))
            }
        }
    }

    @Test func cancelsAtOnceAndTimesOut() async throws {
        try await withCluster { (redis, _) async throws in
            let stream = keys(1)[0]
            #expect(
                try await codeThrown {
                    _ = try await redis.xread([(stream, nil)], block: .seconds(30), deadline: .now + .milliseconds(100))
                } == .timedOut)
            let reading = Task { try await redis.xread([(stream, nil)], block: .seconds(30)) }
            reading.cancel()
            #expect(try await codeThrown { _ = try await reading.value } == .cancelled)
        }
    }

    @Test func subscriptionsLiveWhereTheyArePublished() async throws {
        let cluster = try await Self.cluster.value
        let channel = "\(prefix)-channel"
        try await withRedis(cluster.url) { redis in
            try await withSubscriber(cluster.url) { subscriber in
                var events = subscriber.subscribe(to: [channel]).makeAsyncIterator()
                #expect(await events.next() == .subscribed)
                #expect(try await redis.publish("first", to: channel) == 1)
                #expect(await events.next() == .message(channel: channel, Array("first".utf8)))
                // The slot moves, and the subscription with it: a gap, and then it hears again.
                let source = try await cluster.owner(of: channel)
                try await cluster.move(slotOf: channel, to: try #require(cluster.servers.first { $0.port != source.port }))
                #expect(await events.next() == .lost)
                #expect(await events.next() == .subscribed)
                #expect(try await redis.publish("second", to: channel) == 1)
                #expect(await events.next() == .message(channel: channel, Array("second".utf8)))
            }
        }
    }

    @Test func isNotConnectedBeforeAndClosedAfter() async throws {
        let cluster = try await Self.cluster.value
        let redis = try makeClient(cluster.url)
        #expect(try await codeThrown { try await redis.ping() } == .notConnected)
        #expect(!redis.isConnected)
        try await redis.connect()
        try await redis.ping()
        #expect(redis.isConnected && redis.isConnected(for: "any"))
        await redis.close()
        #expect(try await codeThrown { try await redis.ping() } == .closed)
    }

    @Test func oneSeedIsEnoughAndADeadOneIsPassedOver() async throws {
        let cluster = try await Self.cluster.value
        let dead = try freePort()
        try await withRedis("redis+cluster://127.0.0.1:\(dead),127.0.0.1:\(cluster.servers[1].port)/") { redis in
            for key in keys(20) { try await redis.set(key, "v") }
        }
        #expect(try await codeThrown { try await withRedis("redis+cluster://127.0.0.1:\(dead)/") { _ in } } == .connectionFailed)
    }

    @Test func aServerThatIsNoClusterSaysSo() async throws {
        let url = TestRedis.url.replacing("redis://", with: "redis+cluster://")
        #expect(try await codeThrown { try await withRedis(url) { _ in } } == .server("ERR"))
    }
}
