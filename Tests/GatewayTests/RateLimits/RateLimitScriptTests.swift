import Contracts
import NIOPosix
import Redis
import Synchronization
import TestSupport
import Testing

@testable import gateway

/// The bucket itself, on a real Redis.
struct RateLimitScriptTests {
    /// A token an hour: for a test, time stands still. Not what a configuration can say.
    private static let hour = 3_600_000_000

    private func take(_ redis: RedisClient, _ key: String, interval: Int = hour, burst: Int, _ wanted: Int) async throws -> RateLimitGrant {
        try RateLimitGrant(reply: try await redis.evaluate(.takeTokens, keys: [key], arguments: [interval, burst, wanted]))
    }

    private func withRedis(_ body: (RedisClient, String) async throws -> Void) async throws {
        try await withClient(TestRedis.url) { try await body($0, TestRedis.prefix("limit")) }
    }

    @Test func theBurstIsThereAtOnceAndNoMore() async throws {
        try await withRedis { redis, prefix async throws in
            var left = 1000, random = SystemRandomNumberGenerator()
            while left > 0 {
                let wanted = Int.random(in: 1...120, using: &random)
                let grant = try await take(redis, prefix + "a", burst: 1000, wanted)
                #expect(grant.tokens == min(wanted, left))
                #expect((grant.retryAfter == nil) == (wanted <= left))
                left -= grant.tokens
                let missing = Duration.microseconds((1000 - left) * Self.hour)
                #expect(grant.reset <= missing && grant.reset > missing - .seconds(60))
            }
            #expect(try await take(redis, prefix + "a", burst: 1000, 1).tokens == 0)
            #expect(try await take(redis, prefix + "b", burst: 1000, 1).tokens == 1)
        }
    }

    @Test func whoIsRefusedLearnsWhenTheNextTokenComes() async throws {
        try await withRedis { redis, prefix async throws in
            _ = try await take(redis, prefix, burst: 3, 2)
            let last = try await take(redis, prefix, burst: 3, 2)
            let wait = try #require(last.retryAfter)
            #expect(last.tokens == 1 && wait <= .seconds(3600) && wait > .seconds(3540))
            let none = try await take(redis, prefix, burst: 3, 1)
            #expect(none.tokens == 0 && none.retryAfter.map { $0 <= wait } == true)
        }
    }

    /// By Redis's own clock, around each call: a bucket gives what came back in between, to the token.
    @Test func tokensComeBackWithTime() async throws {
        try await withRedis { redis, prefix async throws in
            let interval = 5_000, burst = 20
            let began = try await Self.clock(redis)
            var taken = 0, before = began, after = began
            while taken < 60 {
                before = try await Self.clock(redis)
                taken += try await take(redis, prefix, interval: interval, burst: burst, burst).tokens
                after = try await Self.clock(redis)
                #expect(taken <= burst + (after - began) / interval)
            }
            // The first one may come as late as the second look at the clock.
            #expect(taken >= burst + (before - after) / interval)
            #expect(after - began >= 40 * interval)
        }
    }

    @Test func aBucketThatIsFullAgainIsNoKeyAnyMore() async throws {
        try await withRedis { redis, prefix async throws in
            let grant = try await take(redis, prefix, interval: 2_000, burst: 100, 50)
            guard case .expiresIn(let time) = try await redis.pttl(prefix) else {
                Issue.record("it never expires")
                return
            }
            #expect(time <= grant.reset + .milliseconds(1))
            try await eventually { try await !redis.exists(prefix) }
            #expect(try await take(redis, prefix, interval: 2_000, burst: 100, 100).tokens == 100)
        }
    }

    @Test func aClockThatWasSetBackOrALowerLimitLocksNobodyOut() async throws {
        try await withRedis { redis, prefix async throws in
            let future = try await Self.clock(redis) + 1000 * Self.hour
            _ = try await redis.send(RedisCommand("SET", prefix, String(future)))
            let grant = try await take(redis, prefix, burst: 2, 1)
            #expect(grant.tokens == 0)
            #expect(try #require(grant.retryAfter) <= .seconds(3600))
        }
    }

    private static func clock(_ redis: RedisClient) async throws -> Int {
        let parts = try await redis.send(RedisCommand("TIME")).decodedArray()
        return try parts[0].decodedInt() * 1_000_000 + parts[1].decodedInt()
    }
}

/// Lends a connected client.
func withClient(_ url: String, _ body: (RedisClient) async throws -> Void) async throws {
    let client = RedisClient(
        configuration: try RedisConfiguration(url: url), name: "test", eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
        logger: TestGateway.logger)
    try await client.connect()
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await body(client)) } catch { outcome = .failure(error) }
    await client.close()
    try outcome.get()
}
