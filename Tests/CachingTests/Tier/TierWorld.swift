import Logging
import NIOPosix
import Redis
import TestSupport

@testable import Caching

func makeClient(_ url: String, name: String = "test") throws -> RedisClient {
    RedisClient(
        configuration: try RedisConfiguration(url: url), name: name, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
        logger: TestPostgres.quietLogger)
}

func makeTier(_ client: RedisClient, patience: Duration = .seconds(20)) -> RedisTier {
    var configuration = TierConfiguration()
    // So long that a busy machine does not look like a tier that is away.
    configuration.patience = patience
    return RedisTier(client: client, configuration: configuration, logger: TestPostgres.quietLogger)
}

/// Lends a client that is connected.
func withClient<Result>(_ url: String, _ body: (RedisClient) async throws -> Result) async throws -> Result {
    let client = try makeClient(url)
    try await client.connect()
    do {
        let result = try await body(client)
        await client.close()
        return result
    } catch {
        await client.close()
        throw error
    }
}

/// Lends a tier on an empty database, and a client of the test's own to look into it.
func withTier(_ body: (RedisTier, RedisClient) async throws -> Void) async throws {
    let url = TestRedis.database()
    try await withClient(url) { ours in
        try await withClient(url) { theirs in try await body(makeTier(theirs), ours) }
    }
}

extension RedisTier {
    /// As a process would that misses, asks the source and keeps the answer.
    @discardableResult
    func keep(_ key: String, _ value: String, tags: [CacheTag]) async -> Bool {
        guard case .miss(let fence?) = await get(key, tags: tags) else { return false }
        return await set(key, Array(value.utf8), fence: fence)
    }

    func text(_ key: String, tags: [CacheTag]) async -> String? {
        guard case .hit(let bytes, _) = await get(key, tags: tags) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
