import Foundation
import Testing

@testable import Runtime

struct CommonConfigurationTests {
    private struct Media: ServiceConfiguration {
        let common: CommonConfiguration
        init(_ reader: ConfigurationReader) { common = CommonConfiguration(reader, service: .media) }
    }

    private struct Gateway: ServiceConfiguration {
        let common: CommonConfiguration
        init(_ reader: ConfigurationReader) { common = CommonConfiguration(reader, service: .gateway) }
    }

    @Test func theGatewayStartsWithNothingSet() async throws {
        let common = try await Gateway.load(environment: [:]).common
        #expect(common.redisURL.reveal() == "redis://127.0.0.1:6379/0")
        #expect(common.cacheRedisURL == common.redisURL)
        #expect(common.postgresURL == nil)
        #expect(common.internalAddress.host == "127.0.0.1")
        #expect(common.internalAddress.port == 4010)
        #expect(common.logLevel == .info)
        #expect(common.logFormat == .text)
        #expect(common.shutdown.drain == .seconds(10))
        #expect(common.mediaRoots.isEmpty)
        #expect(InstanceID.isValid(common.instance))
        #expect(try await Gateway.load(environment: [:]).common.instance != common.instance)
    }

    @Test func aServiceWithASchemaNeedsPostgres() async {
        await #expect(throws: ConfigurationError.self) { try await Media.load(environment: [:]) }
    }

    @Test func readsWhatIsSet() async throws {
        let common = try await Media.load(environment: [
            "REDIS_URL": "rediss://a:1/2", "POSTGRES_URL": "postgres://media:pw@db/medianest", "POSTGRES_POOL_MAX": "5",
            "POSTGRES_POOL_MODE": "transaction", "INSTANCE_ID": "media-7", "LOG_LEVEL": "debug", "LOG_FORMAT": "json",
            "INTERNAL_HOST": "0.0.0.0", "INTERNAL_PORT": "0", "DRAIN_SECONDS": "2.5", "STORAGE_PATH": "/data",
            "MEDIA_ROOTS": "/a:/b",
        ]).common
        #expect(common.cacheRedisURL.reveal() == "rediss://a:1/2")
        #expect(common.postgresURL?.reveal() == "postgres://media:pw@db/medianest")
        #expect(common.postgresPool.maximumConnections == 5)
        #expect(common.postgresPool.minimumConnections == 2)
        #expect(common.postgresPool.acquireTimeout == .seconds(30))
        #expect(common.postgresPool.mode == .transaction)
        #expect(common.instance == "media-7")
        #expect(common.logSettings.service == "media")
        #expect(common.logLevel == .debug)
        #expect(common.internalAddress.port == 0)
        #expect(common.shutdown.drain == .milliseconds(2500))
        #expect(common.mediaRoots == ["/a", "/b"])
        #expect(!"\(common)".contains("pw@"))
    }

    @Test(arguments: [
        ["POSTGRES_POOL_MIN": "9", "POSTGRES_POOL_MAX": "3"], ["INSTANCE_ID": "a{b}"], ["INTERNAL_PORT": "65536"],
        ["REDIS_URL": "localhost:6379"], ["LOG_LEVEL": "shout"], ["POSTGRES_POOL_MODE": "statement"], ["MEDIA_ROOTS": "media"],
    ])
    func refuses(_ environment: [String: String]) async {
        await #expect(throws: ConfigurationError.self) { try await Gateway.load(environment: environment) }
    }

    @Test func aWrongValueEndsTheProcessWithOneLineAndCode78() async throws {
        let result = try await #require(
            processExitsWith: .exitCode(78), observing: [\.standardErrorContent, \.standardOutputContent]
        ) {
            setenv("INTERNAL_PORT", "many", 1)
            setenv("POSTGRES_URL", "mysql://root:hunter2@db/x", 1)
            _ = await Media.loadOrExit()
        }
        let errors = String(decoding: result.standardErrorContent, as: UTF8.self)
        let line = try #require(errors.split(separator: "\n").first { $0.hasPrefix("configuration: ") })
        #expect(line.contains("INTERNAL_PORT must be a whole number from 0 to 65535, not \"many\""))
        #expect(line.contains("POSTGRES_URL must begin with postgres:// or postgresql://"))
        #expect(!errors.contains("hunter2"))
    }
}
