import Redis
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct SentinelTests {
    @Test func findsTheMasterAndFollowsAFailover() async throws {
        let world = try await PrivateSentinels()
        try await withRedis(world.url) { redis in
            try await withSubscriber(world.url) { subscriber in
                var events = subscriber.subscribe(to: ["news"]).makeAsyncIterator()
                #expect(await events.next() == .subscribed)
                try await redis.set("key", "kept")
                #expect(try await port(redis) == world.master.port)
                try await eventually { try await world.replica.ask("GET", "key").string == "kept" }
                world.master.stop()
                // What is asked meanwhile waits.
                #expect(try await redis.get("key", deadline: .now + .seconds(30)) == Array("kept".utf8))
                #expect(try await port(redis) == world.replica.port)
                #expect(await events.next() == .lost)
                #expect(await events.next() == .subscribed)
                try await redis.publish("again", to: "news")
                #expect(await events.next() == .message(channel: "news", Array("again".utf8)))
                // The old master comes back, and believes that it is one until the sentinels correct it.
                try world.master.start()
                try await withRedis(world.url) { (late) async throws in #expect(try await port(late) == world.replica.port) }
            }
        }
    }

    /// Both are alive, and the old one is a replica from one moment to the next.
    @Test func leavesAMasterThatWasReplaced() async throws {
        let world = try await PrivateSentinels()
        try await withRedis(world.url) { redis in
            try await redis.set("key", "old")
            try await world.sentinels[0].ask("SENTINEL", "FAILOVER", PrivateSentinels.name)
            try await eventually { try await world.master.ask("ROLE").array?.first?.string == "slave" }
            try await eventually {
                // Refused while the sentinels are at it; never accepted by the old one.
                (try? await redis.set("key", "new")) != nil
            }
            #expect(try await port(redis) == world.replica.port)
            #expect(try await world.replica.ask("GET", "key").string == "new")
        }
    }

    @Test func aSentinelThatIsDownIsPassedOver() async throws {
        let world = try await PrivateSentinels()
        world.sentinels[0].stop()
        try await withRedis(world.url) { (redis) async throws in #expect(try await port(redis) == world.master.port) }
        let unknown = world.url.replacing("/\(PrivateSentinels.name)", with: "/other")
        #expect(try await codeThrown { try await withRedis(unknown) { _ in } } == .connectionFailed)
    }

    private func port(_ redis: RedisClient) async throws -> Int? {
        try await redis.info(section: "server")["tcp_port"].flatMap { Int($0) }
    }
}
