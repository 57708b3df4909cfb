import Contracts
import Logging
import Observability
import Redis
import Resilience

/// Hands a service's events to one group, in order, in batches.
///
/// Of a group's replicas one reads at a time: it holds a lease. What it was reading when it died is pending under the
/// group's one consumer name, so its successor starts with exactly that. At least once: `handle` must deduplicate.
package final class EventConsumer: Sendable {
    package struct Configuration: Sendable {
        package var batch = 200
        package var block: Duration = .milliseconds(500)
        package var leaseLifetime = StreamLease.usualLifetime
        /// Failures of one event, other than transient ones, before it goes to the dead letters.
        package var attempts = 5
        package var maximumDeadLetters = 10_000

        package init() {}
    }

    /// What became of a failed batch or event.
    package enum Failure: Sendable {
        /// The surroundings are at fault: the same is tried again until they recover.
        case transient
        /// The event may be at fault: tried a few times.
        case unexpected
        /// The event can never be handled.
        case poison
    }

    package typealias Handle = @Sendable ([EventEnvelope]) async throws -> Void

    let source: ServiceName
    let group: String
    let stream: String
    let client: RedisClient
    let blocking: RedisClient
    let lease: StreamLease
    let configuration: Configuration
    let logger: Logger
    let metrics: BusMetrics
    let classify: @Sendable (any Error) -> Failure
    let handle: Handle

    static let consumer = "leader"

    package init(
        source: ServiceName, group: ServiceName, instance: String, client: RedisClient, blocking: RedisClient,
        configuration: Configuration = .init(), metrics: MetricsRegistry = .shared, logger: Logger,
        classify: @escaping @Sendable (any Error) -> Failure, handle: @escaping Handle
    ) {
        self.source = source
        self.group = group.rawValue
        self.stream = BusKeys.events(source)
        self.client = client
        self.blocking = blocking
        self.configuration = configuration
        self.logger = logger
        self.metrics = BusMetrics(metrics)
        self.classify = classify
        self.handle = handle
        lease = StreamLease(
            key: BusKeys.eventLease(source, group: group.rawValue), holder: instance, lifetime: configuration.leaseLifetime,
            client: client)
    }

    /// Reads whenever it holds the lease, until the task is cancelled.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.lease.keep() }
            group.addTask { await self.readWhileLeading() }
        }
        // Redis may still give entries to the read that was broken off, and they stay pending: the successor must look for
        // those after that, not before.
        await lease.release(after: configuration.block)
    }

    private func readWhileLeading() async {
        var backoff = Backoff(base: .milliseconds(50), maximum: .milliseconds(500))
        var isFresh = true
        while !Task.isCancelled {
            guard lease.isHeld else {
                isFresh = true
                await pause(.milliseconds(100))
                continue
            }
            do {
                // First what a predecessor, or an earlier failure here, has left pending; and again when it is quiet, for
                // what was delivered on a connection that broke.
                let found = try await read(pending: isFresh)
                isFresh = isFresh ? found > 0 : found == 0
                backoff.reset()
            } catch let error as RedisError where error.code == .server("NOGROUP") {
                await makeGroup()
            } catch {
                guard !Task.isCancelled else { return }
                isFresh = true
                logger.warning("events wait", metadata: ["source": "\(source.rawValue)", "error": "\(error)"])
                await pause(backoff.next())
            }
        }
    }

    private func makeGroup() async {
        do {
            try await client.xgroupCreate(stream, group: group)
        } catch {
            logger.warning("group not made", metadata: ["stream": "\(stream)", "error": "\(error)"])
            await pause(.milliseconds(200))
        }
    }
}
