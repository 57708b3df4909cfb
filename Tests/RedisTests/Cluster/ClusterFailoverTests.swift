import Redis
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct ClusterFailoverTests {
    /// A master dies: commands for it wait for the replica that takes over, those for the others do not; the subscriber hears of
    /// the gap, and a reader goes on there.
    @Test func goesOnWithTheReplica() async throws {
        let cluster = try await PrivateRedisCluster(replicas: true)
        let key = "{tag}key"
        let victim = try await cluster.owner(of: key)
        let other = try #require((0..<100).map { "other-\($0)" }.first { slot(of: $0, isApartFrom: key) })
        try await withRedis(cluster.url) { redis in
            try await withSubscriber(cluster.url) { subscriber in
                var events = subscriber.subscribe(to: [key]).makeAsyncIterator()
                #expect(await events.next() == .subscribed)
                try await redis.set(key, "kept")
                #expect(try await redis.send(RedisCommand("WAIT", 1, 1000)).int != nil)
                try await eventually { try await replicated(cluster, key) }
                let generation = redis.statistics.reconnects
                victim.stop()
                try await eventually { !redis.isConnected(for: key) }
                #expect(redis.isConnected(for: other))
                try await redis.set(other, "at once", deadline: .now + .seconds(1))
                #expect(try await redis.get(key, deadline: .now + .seconds(30)) == Array("kept".utf8))
                #expect(redis.isConnected(for: key) && redis.statistics.reconnects > generation)
                #expect(await events.next() == .lost)
                #expect(await events.next() == .subscribed)
                try await redis.publish("again", to: key)
                #expect(await events.next() == .message(channel: key, Array("again".utf8)))
            }
        }
    }

    /// Its connections stay, and nothing comes over them.
    @Test func leavesAMasterThatHangs() async throws {
        let cluster = try await PrivateRedisCluster(replicas: true)
        let victim = try await cluster.owner(of: "key")
        try await withRedis(cluster.url) { (redis) async throws in
            try await redis.set("key", "kept")
            try await eventually { try await replicated(cluster, "key") }
            victim.suspend()
            #expect(try await codeThrown { _ = try await redis.get("key", deadline: .now + .milliseconds(50)) } == .timedOut)
            try await eventually { (try? await redis.get("key", deadline: .now + .milliseconds(500))) == Array("kept".utf8) }
            victim.resume()
        }
    }

    private func slot(of key: String, isApartFrom other: String) -> Bool {
        // The first third of the slots is the first master's, and so on.
        Int(HashSlot(of: key).number) * 3 / HashSlot.count != Int(HashSlot(of: other).number) * 3 / HashSlot.count
    }

    private func replicated(_ cluster: PrivateRedisCluster, _ key: String) async throws -> Bool {
        for server in cluster.servers.suffix(3) where try await server.ask("DBSIZE").int == 1 { return true }
        return false
    }
}
