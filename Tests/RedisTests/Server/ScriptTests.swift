import Redis
import TestSupport
import Testing

@Suite struct ScriptTests {
    private static let add = RedisScript("return redis.call('INCRBY', KEYS[1], ARGV[1]) + tonumber(ARGV[2])")

    @Test func runsByItsDigestAndReloadsAfterAFlush() async throws {
        let server = try PrivateRedisServer()
        try await withRedis(server.url) { redis in
            #expect(try await redis.evaluate(Self.add, keys: ["n"], arguments: [5, "100"]).int == 105)
            #expect(redis.statistics.errorReplies == 1)
            #expect(try await redis.evaluate(Self.add, keys: ["n"], arguments: [5, "100"]).int == 110)
            #expect(redis.statistics.errorReplies == 1)
            _ = try await redis.send(RedisCommand("SCRIPT", "FLUSH"))
            #expect(try await redis.evaluate(Self.add, keys: ["n"], arguments: [5, "100"]).int == 115)
            #expect(redis.statistics.errorReplies == 2)
        }
    }

    @Test func throwsTheScriptsOwnError() async throws {
        try await withRedis { redis async throws in
            let script = RedisScript("return redis.error_reply('STALE the lease is gone')")
            #expect(try await codeThrown { _ = try await redis.evaluate(script, keys: []) } == .server("STALE"))
        }
    }
}
