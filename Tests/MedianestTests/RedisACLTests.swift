import Contracts
import Logging
import NIOPosix
import Redis
import TestSupport
import Testing

@testable import medianest

@Suite struct RedisACLTests {
    private let passwords = Dictionary(
        uniqueKeysWithValues: (ServiceName.allCases.map(\.rawValue) + ["operator"]).map { ($0, "pass-\($0)") })

    @Test func thePasswordsThemselvesAreNotInTheFile() {
        #expect(!RedisACL.file(passwords: passwords).contains("pass-"))
    }

    /// Asks a server that has these users.
    private func code(_ command: RedisCommand, as user: String, password: String? = nil, port: Int) async throws -> RedisError.Code? {
        var configuration = RedisConfiguration(host: "127.0.0.1", port: port)
        configuration.username = user
        configuration.password = password ?? passwords[user]
        let client = RedisClient(
            configuration: configuration, name: "test", eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: TestPostgres.quietLogger)
        do throws(RedisError) {
            try await client.connect()
            _ = try await client.send(command)
            await client.close()
            return nil
        } catch {
            await client.close()
            return error.code
        }
    }

    private func withServer(_ file: String? = nil, _ body: (Int) async throws -> Void) async throws {
        let server = try PrivateRedisServer()
        let file = file ?? RedisACL.file(passwords: passwords)
        for line in file.split(separator: "\n") where !line.hasPrefix("user default") {
            let words = line.split(separator: " ").dropFirst().map(String.init)
            let code = try await setUser(words, port: server.port)
            try #require(code == nil)
        }
        try await body(server.port)
        withExtendedLifetime(server) {}
    }

    private func setUser(_ words: [String], port: Int) async throws -> RedisError.Code? {
        let client = RedisClient(
            configuration: RedisConfiguration(host: "127.0.0.1", port: port), name: "test",
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: TestPostgres.quietLogger)
        do throws(RedisError) {
            try await client.connect()
            _ = try await client.send(RedisCommand("ACL", arguments: ["SETUSER"] + words))
            await client.close()
            return nil
        } catch {
            await client.close()
            return error.code
        }
    }

    @Test func aServiceReachesItsOwnKeysAndTheStreamsItShares() async throws {
        try await withServer { port async throws in
            for key in ["mn:{playlists}:alive:x", "mn:{media}:requests", "mn:{media}:events", "mn:{replies:x}"] {
                #expect(try await code(RedisCommand("EXISTS", key), as: "playlists", port: port) == nil)
            }
            for key in ["mn:{media}:alive:x", "mn:{jobs}:job:x", "other"] {
                #expect(try await code(RedisCommand("EXISTS", key), as: "playlists", port: port) == .server("NOPERM"))
            }
        }
    }

    @Test func aServiceReportsItselfAndOnlyTheGatewayReadsAll() async throws {
        try await withServer { port async throws in
            for service in ServiceName.allCases {
                let other: ServiceName = service == .media ? .playlists : .media
                let (own, foreign) = ("mn:{ops}:\(service.rawValue):report:x", "mn:{ops}:\(other.rawValue):report:x")
                #expect(try await code(RedisCommand("SET", own, "1"), as: service.rawValue, port: port) == nil)
                let code = try await self.code(RedisCommand("SET", foreign, "1"), as: service.rawValue, port: port)
                #expect(code == (service == .gateway ? nil : .server("NOPERM")))
                let alerts = try await self.code(RedisCommand("SET", "mn:{ops}:alerts", "1"), as: service.rawValue, port: port)
                #expect(alerts == (service == .gateway ? nil : .server("NOPERM")))
            }
        }
    }

    @Test func onlyTheGatewayKeepsRateLimits() async throws {
        try await withServer { port async throws in
            let script = RedisScript("return redis.call('SET', KEYS[1], redis.call('TIME')[1], 'PX', 1000)")
            for service in ServiceName.allCases {
                let command = RedisCommand.eval(script, keys: ["mn:{limit:user:x}"])
                let code = try await code(command, as: service.rawValue, port: port)
                #expect(code == (service == .gateway ? nil : .server("NOPERM")))
            }
        }
    }

    @Test func nobodyMayReachBeyondKeys() async throws {
        try await withServer { port async throws in
            for command in [RedisCommand("KEYS", "*"), RedisCommand("FLUSHALL"), RedisCommand("CONFIG", "GET", "dir")] {
                for user in passwords.keys {
                    #expect(try await code(command, as: user, port: port) == .server("NOPERM"))
                }
            }
        }
    }

    @Test func theCacheIsForGatewaysKeptAnswers() async throws {
        try await withServer(RedisACL.cache(passwords: passwords)) { port async throws in
            let key = "mn:cache:entry:x"
            for command in [RedisCommand("SET", key, "1", "PX", "1000", "NX"), RedisCommand("GET", key), RedisCommand("INFO", "server")] {
                #expect(try await code(command, as: "gateway", port: port) == nil)
            }
            let refused = [
                RedisCommand("GET", "mn:{media}:events"), RedisCommand("XADD", key, "*", "a", "b"), RedisCommand("EVAL", "return 1", "0"),
                RedisCommand("PUBLISH", "mn:cache:invalidations", "x"), RedisCommand("FLUSHALL"),
            ]
            for command in refused { #expect(try await code(command, as: "gateway", port: port) == .server("NOPERM")) }
            #expect(try await code(RedisCommand("SET", key, "1"), as: "operator", port: port) == .server("NOPERM"))
        }
    }

    @Test func whoeverProbesMayDoNothingElse() async throws {
        for file in [RedisACL.streams(passwords: passwords), RedisACL.cache(passwords: passwords)] {
            try await withServer(file) { port async throws in
                #expect(try await code(RedisCommand("PING"), as: "probe", password: "any", port: port) == nil)
                for command in [RedisCommand("GET", "x"), RedisCommand("INFO"), RedisCommand("DBSIZE")] {
                    #expect(try await code(command, as: "probe", password: "any", port: port) == .server("NOPERM"))
                }
            }
        }
    }
}
