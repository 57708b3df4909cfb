import Redis
import TestSupport
import Testing

@Suite struct ReconnectTests {
    @Test func reconnectsAfterItsConnectionIsKilled() async throws {
        let stream = TestRedis.prefix() + "never"
        try await withRedis { redis in
            let id = try await redis.send(RedisCommand("CLIENT", "ID")).decodedInt()
            async let lost = codeThrown { _ = try await redis.xread([(stream, nil)], block: .seconds(30)) }
            try await untilWaiting(redis, 1)
            try await withRedis { killer in
                _ = try await killer.send(RedisCommand("CLIENT", "KILL", "ID", id))
            }
            // What was written may have run; it is not sent again.
            #expect(try await lost == .connectionLost)
            try await redis.ping()
            #expect(redis.statistics.reconnects == 1)
            #expect(try await redis.send(RedisCommand("CLIENT", "ID")).decodedInt() != id)
        }
    }

    @Test func waitsForARestartedServer() async throws {
        let server = try PrivateRedisServer()
        try await withRedis(server.url) { redis in
            try await redis.set("k", "v")
            server.stop()
            try await untilDisconnected(redis)
            let waiting = Task { try await redis.incr("counter") }
            try await untilWaiting(redis, 1)
            try server.start()
            #expect(try await waiting.value == 1)
            #expect(redis.isConnected)
        }
    }

    @Test func commandsTimeOutWhileTheServerIsAway() async throws {
        let server = try PrivateRedisServer()
        try await withRedis(server.url, configure: { $0.commandTimeout = .milliseconds(50) }) { redis in
            server.stop()
            try await untilDisconnected(redis)
            #expect(try await codeThrown { try await redis.ping() } == .timedOut)
            #expect(redis.statistics.waiting == 0)
        }
    }

    @Test func theFirstConnectionFailsPlainlyAndMayBeTriedAgain() async throws {
        let server = try PrivateRedisServer()
        server.stop()
        let redis = try makeClient(server.url)
        #expect(try await codeThrown { try await redis.connect() } == .connectionFailed)
        #expect(try await codeThrown { try await redis.ping() } == .notConnected)
        try server.start()
        try await redis.connect()
        try await redis.ping()
        await redis.close()
    }

    @Test func givesUpOnAServerThatNeverAnswers() async throws {
        let silent = try await SilentServer.start()
        let redis = try makeClient("redis://127.0.0.1:\(silent.port)", configure: { $0.connectTimeout = .milliseconds(50) })
        #expect(try await codeThrown { try await redis.connect() } == .connectionFailed)
        await redis.close()
        try await silent.stop()
    }

    @Test func replacesAConnectionThatHasGoneSilent() async throws {
        let server = try PrivateRedisServer()
        let impatience = { (configuration: inout RedisConfiguration) in
            configuration.keepAliveInterval = .milliseconds(40)
            configuration.commandTimeout = .milliseconds(40)
        }
        try await withRedis(server.url, configure: impatience) { redis in
            try await withRedis(server.url) { _ = try await $0.send(RedisCommand("CLIENT", "PAUSE", 500, "ALL")) }
            try await eventually { redis.statistics.reconnects > 0 }
            // So impatient a client may take a busy machine for a silent server once more.
            try await eventually { (try? await redis.ping(deadline: .now + .seconds(10))) != nil }
        }
    }

    @Test func closesWhileItIsReconnecting() async throws {
        let server = try PrivateRedisServer()
        let redis = try makeClient(server.url)
        try await redis.connect()
        server.stop()
        try await untilDisconnected(redis)
        async let code = codeThrown { try await redis.ping() }
        try await untilWaiting(redis, 1)
        await redis.close()
        #expect(try await code == .closed)
    }
}
