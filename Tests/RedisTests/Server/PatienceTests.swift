import Redis
import TestSupport
import Testing

/// Deadlines, cancellation and bounds, against a server that is kept from answering.
@Suite struct PatienceTests {
    private let stream = TestRedis.prefix() + "never"

    @Test func timesOutAndThrowsTheLateReplyAway() async throws {
        try await withRedis { redis in
            async let blocked = redis.xread([(stream, nil)], block: .seconds(1))
            try await untilSent(redis, 1)
            let soon = ContinuousClock.now + .milliseconds(30)
            #expect(try await codeThrown { _ = try await redis.send(.ping, deadline: soon) } == .timedOut)
            #expect(try await blocked.isEmpty)
            #expect(try await redis.send(RedisCommand("ECHO", "in step")).string == "in step")
            #expect(redis.statistics.failures == 1)
        }
    }

    @Test func aBlockingReadMayOutliveTheCommandTimeout() async throws {
        try await withRedis(configure: { $0.commandTimeout = .milliseconds(600) }) { redis async throws in
            #expect(try await redis.xread([(stream, nil)], block: .milliseconds(900)).isEmpty)
        }
    }

    @Test func cancellationLetsTheCallerGoAtOnce() async throws {
        try await withRedis { redis in
            let caller = Task { try await codeThrown { _ = try await redis.xread([(stream, nil)], block: .seconds(2)) } }
            try await untilSent(redis, 1)
            let start = ContinuousClock.now
            caller.cancel()
            #expect(try await caller.value == .cancelled)
            #expect(ContinuousClock.now - start < .seconds(1))
            // The slot is kept: the connection is still in step once the server has answered.
            #expect(redis.statistics.waiting == 1)
            #expect(try await redis.send(RedisCommand("ECHO", "in step")).string == "in step")
        }
    }

    @Test func aCancelledTaskDoesNotEvenStart() async throws {
        try await withRedis { redis async throws in
            let caller = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await codeThrown { try await redis.ping() }
            }
            #expect(try await caller.value == .cancelled)
            #expect(redis.statistics.sent == 0)
        }
    }

    @Test func refusesAtOnceWhenTooManyWait() async throws {
        try await withRedis(configure: { $0.maximumWaiting = 3 }) { redis in
            async let blocked = redis.xread([(stream, nil)], block: .seconds(1))
            async let second = redis.send(.ping)
            async let third = redis.send(.ping)
            try await untilSent(redis, 3)
            #expect(try await codeThrown { try await redis.ping() } == .queueFull)
            _ = try await (blocked, second, third)
            try await redis.ping()
        }
    }

    @Test func everyCallerOfAStormIsAnswered() async throws {
        try await withRedis { redis in
            let outcomes = await withTaskGroup { group in
                for number in 0..<2000 {
                    group.addTask {
                        let deadline: ContinuousClock.Instant? = number % 3 == 0 ? .now + .microseconds(number) : nil
                        do throws(RedisError) {
                            return try await redis.send(RedisCommand("ECHO", number), deadline: deadline).int == number
                        } catch {
                            return error.code == .timedOut || error.code == .cancelled
                        }
                    }
                    if number == 1500 { group.cancelAll() }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count == 2000)
            #expect(!outcomes.contains(false))
            try await redis.ping()
            #expect(redis.statistics.waiting == 0)
        }
    }
}
