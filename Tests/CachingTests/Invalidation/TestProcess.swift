import Contracts
import NIOPosix
import Redis
import TestSupport

@testable import Caching

/// The caches of one process, connected to Redis.
final class TestProcess: Sendable {
    let generations = TagGenerations()
    let applied = AppliedPositions()
    let cache: FencedCache<String, Int>
    let tier: RedisTier
    let channel: InvalidationChannel
    let client: RedisClient
    private let subscriber: RedisSubscriber
    private let subscriberName = "subscriber-\(UInt64.random(in: .min ... .max))"
    private let task: Task<Void, Never>

    init(_ url: String, channel name: String, isFencing: Bool = true) async throws {
        client = try makeClient(url)
        subscriber = RedisSubscriber(
            configuration: try RedisConfiguration(url: url), name: subscriberName,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: TestPostgres.quietLogger)
        try await client.connect()
        try await subscriber.connect()
        cache = FencedCache(
            generations: generations, freshness: Freshness(staleIfError: .seconds(600)), isFencing: isFencing)
        tier = makeTier(client)
        let channel = InvalidationChannel(
            client: client, subscriber: subscriber, generations: generations, applied: applied, tier: tier, name: name,
            logger: TestPostgres.quietLogger)
        self.channel = channel
        // As long as the process, which ends it.
        task = Task { await channel.run() }
        try await eventually { channel.mark != nil }
    }

    /// Kills the connection on which it listens.
    func deafen(_ redis: RedisClient) async throws {
        let clients = try await redis.send(RedisCommand("CLIENT", "LIST")).decodedString().split(separator: "\n")
        for line in clients where line.contains(" name=\(subscriberName) ") {
            let id = line.split(separator: " ").first?.dropFirst("id=".count) ?? ""
            _ = try await redis.send(RedisCommand("CLIENT", "KILL", "ID", String(id)))
        }
    }

    func end() async {
        task.cancel()
        await task.value
        await subscriber.close()
        await client.close()
    }
}

/// Lends processes with a database and a channel of their own.
func withProcesses(
    _ count: Int = 2, url: String = TestRedis.database(), isFencing: Bool = true, _ body: ([TestProcess]) async throws -> Void
) async throws {
    var processes: [TestProcess] = []
    let name = TestRedis.prefix("channel")
    for _ in 0..<count { processes.append(try await TestProcess(url, channel: name, isFencing: isFencing)) }
    do {
        try await body(processes)
    } catch {
        for process in processes { await process.end() }
        throw error
    }
    for process in processes { await process.end() }
}
