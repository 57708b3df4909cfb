import Redis
import TestSupport
import Testing

@Suite struct LoginTests {
    @Test func logsInAsAnACLUserWhoSeesOnlyItsKeys() async throws {
        let server = try PrivateRedisServer(["--user", "reader", "on", ">s3cret", "~mine:*", "+@all", "-config"])
        try await withRedis("redis://reader:s3cret@127.0.0.1:\(server.port)") { redis in
            try await redis.set("mine:a", "1")
            #expect(try await codeThrown { _ = try await redis.get("theirs") } == .server("NOPERM"))
            #expect(try await redis.send(RedisCommand("ACL", "WHOAMI")).string == "reader")
        }
    }

    @Test func logsInWithAPasswordOnly() async throws {
        let server = try PrivateRedisServer(["--requirepass", "s3cret"])
        try await withRedis("redis://:s3cret@127.0.0.1:\(server.port)") { try await $0.ping() }
    }

    @Test func tellsAWrongPasswordAndAMissingOne() async throws {
        let server = try PrivateRedisServer(["--requirepass", "s3cret"])
        #expect(
            try await codeThrown { try await withRedis("redis://:wrong@127.0.0.1:\(server.port)") { _ in } }
                == .server("WRONGPASS"))
        #expect(try await codeThrown { try await withRedis(server.url) { _ in } } == .server("NOAUTH"))
    }

    @Test func usesItsDatabaseAlsoAfterAReconnect() async throws {
        let server = try PrivateRedisServer()
        try await withRedis("redis://127.0.0.1:\(server.port)/3", name: "third") { redis async throws in
            try await redis.set("k", "in three")
            _ = try await codeThrown { _ = try await redis.send(RedisCommand("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "no")) }
            #expect(try await redis.get("k") == Array("in three".utf8))
            #expect(try await redis.send(RedisCommand("CLIENT", "GETNAME")).string == "third")
        }
        try await withRedis(server.url) { redis async throws in #expect(try await !redis.exists("k")) }
    }

    @Test func tellsADatabaseThatDoesNotExist() async throws {
        let server = try PrivateRedisServer()
        let url = "redis://127.0.0.1:\(server.port)/999"
        #expect(try await codeThrown { try await withRedis(url) { _ in } } == .server("ERR"))
    }

    @Test func connectsThroughAUnixSocket() async throws {
        let server = try PrivateRedisServer(["--requirepass", "s3cret"])
        try await withRedis(server.socketURL + "?db=2&password=s3cret") { redis in
            try await redis.set("k", "v")
            #expect(try await redis.get("k") == Array("v".utf8))
        }
    }
}
