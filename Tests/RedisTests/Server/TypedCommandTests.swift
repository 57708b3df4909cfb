import Redis
import TestSupport
import Testing

@Suite struct TypedCommandTests {
    private let key = TestRedis.prefix("typed")

    @Test func strings() async throws {
        try await withRedis { redis async throws in
            #expect(try await redis.get(key) == nil)
            #expect(try await !redis.set(key, "a", condition: .ifPresent))
            #expect(try await redis.set(key, "a", condition: .ifAbsent))
            #expect(try await !redis.set(key, "b", condition: .ifAbsent))
            #expect(try await redis.mget([key, key + "none"]) == [Array("a".utf8), nil])
            #expect(try await redis.incr(key + "n", by: 5) == 5)
            #expect(try await redis.del([key, key + "n", key + "none"]) == 2)
        }
    }

    @Test func keys() async throws {
        try await withRedis { redis in
            #expect(try await redis.pttl(key) == .noKey)
            #expect(try await !redis.pexpire(key, in: .seconds(1)))
            try await redis.set(key, "a")
            #expect(try await redis.pttl(key) == .unlimited)
            #expect(try await redis.pexpire(key, in: .seconds(100)))
            guard case .expiresIn(let rest) = try await redis.pttl(key) else { throw RedisError(.unexpectedReply) }
            #expect(rest > .seconds(90) && rest <= .seconds(100))
            #expect(try await redis.exists(key))
            #expect(try await redis.del(key))
            #expect(try await !redis.exists(key))
        }
    }

    @Test func hashes() async throws {
        try await withRedis { redis async throws in
            #expect(try await redis.hset(key, [("a", "1"), ("b", 2)]) == 2)
            #expect(try await redis.hget(key, "b") == Array("2".utf8))
            #expect(try await redis.hincrby(key, "b", 3) == 5)
            #expect(try await redis.hmget(key, ["a", "x"]) == [Array("1".utf8), nil])
            #expect(try await redis.hgetall(key) == ["a": Array("1".utf8), "b": Array("5".utf8)])
            #expect(try await redis.hdel(key, ["a", "b", "c"]) == 2)
            #expect(try await redis.hgetall(key).isEmpty)
        }
    }

    @Test func sets() async throws {
        try await withRedis { redis async throws in
            #expect(try await redis.sadd(key, ["a", "b", "a"]) == 2)
            #expect(try await redis.sismember(key, "a"))
            #expect(try await redis.smembers(key).sorted() == ["a", "b"])
            #expect(try await redis.scard(key) == 2)
            #expect(try await redis.srem(key, ["a", "b"]) == 2)
        }
    }

    @Test func sortedSets() async throws {
        try await withRedis { redis in
            #expect(try await redis.zadd(key, [("a", 1), ("b", 2.5), ("c", 1e20), ("d", -.infinity)]) == 4)
            #expect(try await redis.zrange(key, 0, -1) == ["d", "a", "b", "c"])
            #expect(try await redis.zrange(key, 0, 1, reversed: true) == ["c", "b"])
            let scores = try await redis.zrangeWithScores(key, 0, -1)
            #expect(scores.map(\.score) == [-.infinity, 1, 2.5, 1e20])
            #expect(try await redis.zrangebyscore(key, .between(1, 2.5)) == ["a", "b"])
            #expect(try await redis.zrangebyscore(key, .above(1), limit: 1) == ["b"])
            #expect(try await redis.zcount(key, .upTo(1)) == 2)
            #expect(try await redis.zrank(key, "a") == 1)
            #expect(try await redis.zrank(key, "none") == nil)
            #expect(try await redis.zscore(key, "b") == 2.5)
            #expect(try await redis.zrem(key, ["a"]) == 1)
            #expect(try await redis.zremrangebyscore(key, .upTo(2.5)) == 2)
            #expect(try await redis.zcard(key) == 1)
            try await redis.del(key)
        }
    }

    @Test func server() async throws {
        try await withRedis { redis in
            try await redis.ping()
            #expect(try await redis.info(section: "server")["redis_version"] != nil)
            #expect(try await redis.time() > .seconds(1_700_000_000))
        }
    }
}
