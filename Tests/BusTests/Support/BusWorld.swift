import Bus
import Contracts
import NIOCore
import NIOPosix
import Observability
import Redis
import Resilience
import Synchronization
import TestSupport

/// One Redis database with the askers and replicas of one test.
final class BusWorld: Sendable {
    let url: String
    /// For looking into it.
    let redis: RedisClient
    private let endings = Mutex<[@Sendable () async -> Void]>([])

    fileprivate init(url: String) async throws {
        self.url = url
        redis = RedisClient(
            configuration: try RedisConfiguration(url: url), name: "test", eventLoopGroup: Self.loop,
            logger: TestPostgres.quietLogger)
        try await redis.connect()
    }

    private static var loop: any EventLoop { MultiThreadedEventLoopGroup.singleton.next() }

    func atEnd(_ ending: @escaping @Sendable () async -> Void) { endings.withLock { $0.append(ending) } }

    fileprivate func end() async {
        for ending in endings.withLock({ $0 }).reversed() { await ending() }
        await redis.close()
    }

    /// A name that no other test has: cancellations travel on channels, which all databases share.
    func unique(_ name: String) -> String { "\(name)-\(url.split(separator: "/").suffix(2).joined(separator: "-"))" }

    func client(_ name: String = "test") async throws -> RedisClient {
        let client = RedisClient(
            configuration: try RedisConfiguration(url: url), name: name, eventLoopGroup: Self.loop,
            logger: TestPostgres.quietLogger)
        try await client.connect()
        atEnd { await client.close() }
        return client
    }

    func asker(
        _ name: String = "asker", _ configure: (inout RequesterConfiguration) -> Void = { _ in }
    ) async throws -> RedisRequester {
        var configuration = RequesterConfiguration()
        configure(&configuration)
        let requester = RedisRequester(
            instance: unique(name), client: try await client(name), blocking: try await client("\(name):replies"),
            configuration: configuration, metrics: MetricsRegistry(), logger: TestPostgres.quietLogger)
        let task = Task { await requester.run() }
        atEnd {
            task.cancel()
            await task.value
        }
        return requester
    }

    @discardableResult
    func replica(_ answers: Answers, _ configure: (inout ResponderConfiguration) -> Void = { _ in }) async throws -> Replica {
        try await replica("replica", answers, configure)
    }

    @discardableResult
    func replica(
        _ name: String, _ answers: Answers, commandTimeout: Duration = .seconds(5),
        _ configure: (inout ResponderConfiguration) -> Void = { _ in }
    ) async throws -> Replica {
        var configuration = ResponderConfiguration()
        // Handlers that a failed test leaves behind must not hold up its end.
        configuration.drain = .seconds(2)
        configure(&configuration)
        var redis = try RedisConfiguration(url: url)
        redis.commandTimeout = commandTimeout
        let replica = try await Replica(name, answers, redis: redis, configuration: configuration, loop: Self.loop)
        atEnd { await replica.stop() }
        return replica
    }
}

/// Lends a fresh database, or that of `url`, and stops at the end what was started in it.
func withBusWorld(url: String = TestRedis.database(), _ body: (BusWorld) async throws -> Void) async throws {
    let world = try await BusWorld(url: url)
    do {
        // Patience for a machine that runs all tests at once.
        try await Deadline.within(.seconds(60)) { try await body(world) }
    } catch {
        await world.end()
        throw error
    }
    await world.end()
}
