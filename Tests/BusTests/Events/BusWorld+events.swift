import Bus
import Contracts
import Observability
import Redis
import TestSupport

struct BadEvent: Error {}
struct Away: Error {}

/// A consumer that runs, and can be stopped or die.
final class RunningConsumer: Sendable {
    private let client: RedisClient
    private let blocking: RedisClient
    private let task: Task<Void, Never>

    init(_ name: String, world: BusWorld, leaseLifetime: Duration, attempts: Int, handle: @escaping EventConsumer.Handle) async throws {
        client = try await world.client(name)
        blocking = try await world.client("\(name):blocking")
        var configuration = EventConsumer.Configuration()
        configuration.leaseLifetime = leaseLifetime
        configuration.attempts = attempts
        configuration.block = .milliseconds(200)
        let consumer = EventConsumer(
            source: .media, group: .playlists, instance: name, client: client, blocking: blocking,
            configuration: configuration, metrics: MetricsRegistry(), logger: TestPostgres.quietLogger,
            classify: { error in
                switch error {
                case is Away: .transient
                case is BadEvent: .poison
                default: .unexpected
                }
            }, handle: handle)
        let task = Task { await consumer.run() }
        self.task = task
        world.atEnd {
            task.cancel()
            await task.value
        }
    }

    func stop() async {
        task.cancel()
        await task.value
    }

    /// As `kill -9` looks to others.
    func kill() async {
        await blocking.close()
        await client.close()
        task.cancel()
    }
}

extension BusWorld {
    func consumer(
        _ name: String = "consumer", leaseLifetime: Duration = .seconds(1), attempts: Int = 5,
        _ handle: @escaping EventConsumer.Handle
    ) async throws -> RunningConsumer {
        try await RunningConsumer(name, world: self, leaseLifetime: leaseLifetime, attempts: attempts, handle: handle)
    }

    func publish(_ numbers: some Sequence<Int>, body: [UInt8] = []) async throws {
        let stream = EventStream(.media)
        _ = try await redis.pipeline(
            numbers.map { number in
                stream.append(
                    EventEnvelope(service: .media, sequence: Int64(number), name: "test.v1", key: "\(number % 7)", body: body))
            })
    }

    var eventsPending: Int {
        get async throws { try await redis.xpending(BusKeys.events(.media), group: "playlists").count }
    }
}
