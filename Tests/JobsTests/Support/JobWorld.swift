import Contracts
import Jobs
import NIOPosix
import Redis
import Synchronization
import TestSupport

/// One Redis database with the workers of one test.
final class JobWorld: Sendable {
    let url: String
    /// For looking into it.
    let redis: RedisClient
    let queue: JobQueue
    private let endings = Mutex<[@Sendable () async -> Void]>([])

    fileprivate init(url: String) async throws {
        self.url = url
        redis = try Self.client(url, "test")
        queue = JobQueue(client: redis)
        try await redis.connect()
    }

    static func client(_ url: String, _ name: String) throws -> RedisClient {
        RedisClient(
            configuration: try RedisConfiguration(url: url), name: name, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: TestPostgres.quietLogger)
    }

    func atEnd(_ ending: @escaping @Sendable () async -> Void) { endings.withLock { $0.append(ending) } }

    fileprivate func end() async {
        for ending in endings.withLock({ $0 }).reversed() { await ending() }
        await redis.close()
    }

    @discardableResult
    func workers(_ types: JobType...) async throws -> RunningWorkers { try await start("worker", types, .seconds(2)) }

    @discardableResult
    func workers(_ name: String, drain: Duration = .seconds(2), _ types: JobType...) async throws -> RunningWorkers {
        try await start(name, types, drain)
    }

    private func start(_ name: String, _ types: [JobType], _ drain: Duration) async throws -> RunningWorkers {
        let workers = try await RunningWorkers(name, types, url: url, drain: drain)
        atEnd { await workers.stop() }
        return workers
    }

    func state(_ id: JobID) async throws -> JobState? { try await queue.status(id)?.state }
}

/// Lends a fresh database, or that of `url`, and stops at the end what was started in it.
func withJobWorld(url: String = TestRedis.database(), _ body: (JobWorld) async throws -> Void) async throws {
    let world = try await JobWorld(url: url)
    do {
        try await body(world)
    } catch {
        await world.end()
        throw error
    }
    await world.end()
}
