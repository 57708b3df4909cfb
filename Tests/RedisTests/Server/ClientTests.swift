import Redis
import TestSupport
import Testing

@Suite struct ClientTests {
    @Test func serves64ConcurrentCallersEachWithItsOwnReply() async throws {
        let prefix = TestRedis.prefix()
        try await withRedis { redis in
            try await withThrowingTaskGroup { group in
                for caller in 0..<64 {
                    group.addTask {
                        for round in 0..<100 {
                            try await redis.set("\(prefix)\(caller)", "\(caller)/\(round)")
                            let value = try await redis.get("\(prefix)\(caller)")
                            #expect(value == Array("\(caller)/\(round)".utf8))
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(redis.statistics.waiting == 0)
            #expect(redis.statistics.sent == 64 * 200)
            _ = try await redis.del((0..<64).map { "\(prefix)\($0)" })
        }
    }

    @Test func pipelineAnswersInOrderWithItsErrorsInPlace() async throws {
        let key = TestRedis.prefix() + "p"
        try await withRedis { redis in
            let replies = try await redis.pipeline([
                .set(key, "text"), .incr(key), RedisCommand("NOSUCHCOMMAND"), .get(key), .del(key),
            ])
            #expect(replies.count == 5)
            #expect(replies[0] == .status("OK"))
            #expect(replies[1].error?.code == .server("ERR"))
            #expect(replies[2].error?.code == .server("ERR"))
            #expect(replies[3] == .bulk(Array("text".utf8)))
            #expect(replies[4] == .integer(1))
            #expect(try await redis.pipeline([]) == [])
        }
    }

    @Test func throwsErrorRepliesByTheirPrefix() async throws {
        let key = TestRedis.prefix() + "list"
        try await withRedis { redis in
            _ = try await redis.send(RedisCommand("RPUSH", key, "a"))
            #expect(try await codeThrown { _ = try await redis.get(key) } == .server("WRONGTYPE"))
            #expect(redis.statistics.errorReplies == 1)
            try await redis.del(key)
        }
    }

    @Test func carriesTenMegabytesThereAndBack() async throws {
        let key = TestRedis.prefix() + "huge"
        let value = (0..<10_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try await withRedis { redis in
            // Small neighbours on the same connection keep their place around it.
            async let before = redis.send(RedisCommand("ECHO", "before"))
            async let set = redis.set(key, value, expiresIn: .seconds(60))
            async let got = redis.get(key)
            async let after = redis.send(RedisCommand("ECHO", "after"))
            #expect(try await set)
            #expect(try await before.string == "before")
            #expect(try await after.string == "after")
            let _ = try await got
            #expect(try await redis.get(key) == value)
            try await redis.del(key)
        }
    }

    @Test func submitCallsBackOnItsEventLoop() async throws {
        try await withRedis { redis async throws in
            let loop = redis.eventLoop
            let replies = await withCheckedContinuation { continuation in
                redis.submit([.ping, RedisCommand("ECHO", "x")]) { result in
                    #expect(loop.inEventLoop)
                    continuation.resume(returning: result)
                }
            }
            #expect(try replies.get() == [.status("PONG"), .bulk([120])])
        }
    }

    @Test func refusesBeforeConnectAndAfterClose() async throws {
        let redis = try makeClient(TestRedis.url)
        #expect(try await codeThrown { try await redis.ping() } == .notConnected)
        try await redis.connect()
        try await redis.ping()
        await redis.close()
        #expect(try await codeThrown { try await redis.ping() } == .closed)
        #expect(try await codeThrown { try await redis.connect() } == .closed)
        await redis.close()
    }

    @Test func closeFailsThoseWhoWait() async throws {
        let redis = try makeClient(TestRedis.url)
        try await redis.connect()
        let stream = TestRedis.prefix() + "never"
        async let code = codeThrown { _ = try await redis.xread([(stream, nil)], block: .seconds(30)) }
        try await untilWaiting(redis, 1)
        await redis.close()
        #expect(try await code == .closed)
    }
}
