import Bus
import Contracts
import Logging
import NIOCore
import NIOPosix
import Observability
import Redis
import Resilience
import Synchronization

/// What every service starts with: its event loop, its connections to Redis, its way to ask other services, its health and
/// its metrics. Services run on one event loop; only libraries with threads of their own leave it.
package final class ServiceRuntime: Sendable {
    package let service: ServiceName
    package let configuration: CommonConfiguration
    package let logger: Logger
    /// The service's one loop, as a group.
    package let eventLoopGroup: any EventLoopGroup
    /// For connections: that loop, or as many others as the configuration asks for.
    package let connectionLoops: any EventLoopGroup
    package let executor: EventLoopExecutor
    package let metrics: MetricsRegistry
    package let health: HealthMonitor
    package let figures = ReplicaFigures()
    package let redis: RedisClient
    package let subscriber: RedisSubscriber
    package let requester: RedisRequester
    private let redisConfiguration: RedisConfiguration
    private let blockingClients = Mutex<[RedisClient]>([])
    private let latecomers = Mutex<[RedisClient]>([])

    /// Connects to Redis, waiting for it as long as `Self.patience`.
    init(
        _ service: ServiceName, _ configuration: CommonConfiguration, loop: any EventLoop, group: any EventLoopGroup,
        executor: EventLoopExecutor
    ) async throws {
        var redisConfiguration = try RedisConfiguration(url: configuration.redisURL.reveal())
        redisConfiguration.commandTimeout = .seconds(5)
        let logger = Logger(label: service.rawValue)
        self.service = service
        self.configuration = configuration
        self.logger = logger
        self.redisConfiguration = redisConfiguration
        self.executor = executor
        eventLoopGroup = loop
        connectionLoops = group
        metrics = .shared
        health = HealthMonitor()
        let name = "\(service.rawValue):\(configuration.instance)"
        redis = RedisClient(configuration: redisConfiguration, name: name, eventLoopGroup: loop, logger: logger)
        subscriber = RedisSubscriber(
            configuration: redisConfiguration, name: "\(name):subscriber", eventLoopGroup: loop, logger: logger)
        try await Self.connect(logger) { [redis] in try await redis.connect() }
        try await subscriber.connect()
        let replies = RedisClient(
            configuration: redisConfiguration, name: "\(name):replies", eventLoopGroup: loop, logger: logger)
        try await replies.connect()
        blockingClients.withLock { $0.append(replies) }
        requester = RedisRequester(
            instance: configuration.instance, client: redis, blocking: replies, metrics: .shared, logger: logger)
    }

    /// A connection of its own for reads that wait; closed when the service ends.
    package func blockingClient(_ purpose: String) async throws -> RedisClient {
        let client = RedisClient(
            configuration: redisConfiguration, name: "\(service.rawValue):\(configuration.instance):\(purpose)",
            eventLoopGroup: eventLoopGroup, logger: logger)
        try await client.connect()
        blockingClients.withLock { $0.append(client) }
        return client
    }

    /// A connection to the Redis that may forget: the shared tier of caches. A service starts without it where it is away, and
    /// connects as soon as it is there.
    package func cacheClient() async throws -> RedisClient {
        var settings = try RedisConfiguration(url: configuration.cacheRedisURL.reveal())
        settings.commandTimeout = .seconds(1)
        let client = RedisClient(
            configuration: settings, name: "\(service.rawValue):\(configuration.instance):cache", eventLoopGroup: eventLoopGroup,
            logger: logger)
        blockingClients.withLock { $0.append(client) }
        do {
            try await client.connect()
        } catch {
            logger.warning("the Redis of caches is away; they are not shared until it comes", metadata: ["error": "\(error)"])
            latecomers.withLock { $0.append(client) }
        }
        return client
    }

    /// Connects what was away at the start. Returns when its task is cancelled.
    func connectLatecomers() async {
        for client in latecomers.withLock({ $0 }) {
            var backoff = Backoff(base: .milliseconds(100), maximum: .seconds(5))
            while !Task.isCancelled {
                do {
                    try await client.connect()
                    logger.notice("the Redis of caches is there")
                    break
                } catch {
                    // Cancelled: the loop's condition says so.
                    try? await Task.sleep(for: backoff.next())
                }
            }
        }
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }

    func close() async {
        for client in blockingClients.withLock({ $0 }) { await client.close() }
        await subscriber.close()
        await redis.close()
    }

    /// How long a service waits at its start for Redis and Postgres to come up.
    static let patience: Duration = .seconds(60)

    static func connect(_ logger: Logger, _ connect: () async throws -> Void) async throws {
        let deadline = Deadline.after(patience)
        var backoff = Backoff(base: .milliseconds(20), maximum: .seconds(1))
        while true {
            do {
                return try await connect()
            } catch {
                // A wrong setting does not come right by waiting.
                guard !deadline.hasPassed, !(error is ConfigurationError) else { throw error }
                logger.notice("waiting for a server", metadata: ["error": "\(error)"])
                try await Task.sleep(for: backoff.next())
            }
        }
    }
}
