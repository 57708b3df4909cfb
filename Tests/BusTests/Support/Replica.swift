import Bus
import Contracts
import NIOCore
import NIOPosix
import Observability
import Redis
import Synchronization
import TestSupport

/// A running responder with its connections.
final class Replica: Sendable {
    let client: RedisClient
    private let blocking: RedisClient
    private let subscriber: RedisSubscriber
    private let responder: RedisResponder
    private let task: Task<Void, Never>

    init(
        _ name: String, _ answers: Answers, redis: RedisConfiguration, configuration: ResponderConfiguration,
        loop: any EventLoop
    ) async throws {
        let logger = TestPostgres.quietLogger
        client = RedisClient(configuration: redis, name: name, eventLoopGroup: loop, logger: logger)
        blocking = RedisClient(configuration: redis, name: "\(name):blocking", eventLoopGroup: loop, logger: logger)
        subscriber = RedisSubscriber(configuration: redis, name: "\(name):subscriber", eventLoopGroup: loop, logger: logger)
        try await client.connect()
        try await blocking.connect()
        try await subscriber.connect()
        let responder = RedisResponder(
            service: .media, consumer: name, client: client, blocking: blocking, subscriber: subscriber, answers: answers,
            configuration: configuration, executor: EventLoopExecutor(eventLoop: loop), metrics: MetricsRegistry(),
            logger: logger)
        self.responder = responder
        task = Task { await responder.run() }
    }

    /// The order to stop, without waiting.
    func cancel() { task.cancel() }

    func stop() async {
        task.cancel()
        await task.value
        await close()
    }

    /// As `kill -9` looks to others: its connections are gone, and nothing is said.
    func kill() async {
        await close()
        task.cancel()
    }

    private func close() async {
        await blocking.close()
        await subscriber.close()
        await client.close()
    }
}
