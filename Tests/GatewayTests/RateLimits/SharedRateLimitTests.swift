import Contracts
import Observability
import Redis
import TestSupport
import Testing

@testable import gateway

/// Gateways and a real Redis between them.
struct SharedRateLimitTests {
    private func limiter(_ redis: RedisClient, timeout: Duration = .seconds(5), _ metrics: MetricsRegistry = MetricsRegistry())
        -> RateLimiter
    {
        RateLimiter(RateLimits(), store: RedisRateLimitStore(client: redis, timeout: timeout), metrics: metrics, logger: TestGateway.logger)
    }

    private func key(_ perMinute: Int, burst: Int) -> RateLimitKey {
        RateLimitKey(rule: .user, limit: RateLimit(perMinute: perMinute, burst: burst), subject: .user(.make()))
    }

    @Test func twoGatewaysShareOneLimit() async throws {
        try await withClient(TestRedis.url) { one async throws in
            try await withClient(TestRedis.url) { other async throws in
                let gateways = [limiter(one), limiter(other)]
                // A token a minute.
                let key = key(1, burst: 200)
                let began = ContinuousClock.now
                var admitted = 0
                for number in 0..<600 where await gateways[number % 2].admit(key).problem == nil { admitted += 1 }
                let cameBack = Int((ContinuousClock.now - began) / .seconds(60)) + 1
                #expect((200...200 + cameBack).contains(admitted))
                for gateway in gateways { #expect(gateway.admitNow(key)?.problem != nil, "both know that nothing is left") }
            }
        }
    }

    @Test func aLimitIsKeptInRealTime() async throws {
        try await withClient(TestRedis.url) { redis async throws in
            let gateway = limiter(redis)
            // 500 a second.
            let key = key(30_000, burst: 100)
            let began = ContinuousClock.now
            var admitted = 0, refused = 0
            while admitted < 300 {
                if await gateway.admit(key).problem == nil { admitted += 1 } else { refused += 1 }
            }
            let took = ContinuousClock.now - began
            #expect(took >= .milliseconds(2 * (200 - key.limit.batch)))
            #expect(refused > 0)
        }
    }

    @Test func mostRequestsDoNotAskRedis() async throws {
        try await withClient(TestRedis.url) { redis async throws in
            let gateway = limiter(redis)
            let key = key(600_000, burst: 100_000)
            let before = redis.statistics.sent
            for _ in 0..<5_000 { #expect(await gateway.admit(key).problem == nil) }
            #expect(redis.statistics.sent - before < 250)
        }
    }

    @Test func withoutRedisRequestsGoOnAndLaterTheLimitIsBack() async throws {
        let server = try PrivateRedisServer()
        try await withClient(server.url) { redis async throws in
            let metrics = MetricsRegistry()
            let gateway = limiter(redis, timeout: .milliseconds(50), metrics), key = key(1, burst: 1)
            while await gateway.admit(key) == .uncounted {}
            server.stop()
            for _ in 0..<100 { #expect(await gateway.admit(self.key(1, burst: 1)) == .uncounted) }
            #expect(metrics.render().contains("rate_limit_failed_open_total{rule=\"user\"} 1"))
            try server.start()
            try await eventually { await gateway.admit(self.key(1, burst: 1)) != .uncounted }
            // The bucket was lost with the server, and the script with it.
            let fresh = self.key(1, burst: 1)
            try await eventually { await gateway.admit(fresh).problem != nil }
        }
    }

    @Test func aRedisThatIsSlowHoldsUpNobody() async throws {
        let server = try PrivateRedisServer()
        try await withClient(server.url) { redis async throws in
            try await withClient(server.url) { other async throws in
                _ = try await other.send(RedisCommand("CLIENT", "PAUSE", "600000", "ALL"))
                let gateway = limiter(redis, timeout: .milliseconds(50))
                let began = ContinuousClock.now
                for _ in 0..<1000 { #expect(await gateway.admit(key(1, burst: 1)) == .uncounted) }
                // Less than what all would take that waited for their time to be up.
                #expect(ContinuousClock.now - began < .seconds(25))
            }
        }
    }
}
