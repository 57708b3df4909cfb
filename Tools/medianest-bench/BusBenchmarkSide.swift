import Bus
import Contracts
import Logging
import NIOPosix
import Redis
import Resilience

/// One process of the bus benchmark: an event loop, its connections, and all tasks on it, as a service has them.
enum BusBenchmarkSide {
    private struct Nop: Request {
        typealias Reply = Nothing
        static let name = "bench.nop.v1"
        static let service = ServiceName.media
    }

    private static let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }

    static func ask(_ bus: any RequestBus) async throws {
        let answer = try await bus.call(try OutgoingRequest(Nop(), caller: .system, deadline: .after(.seconds(10))))
        guard answer.isSuccess else { throw BusError(.undecodable, service: .media) }
    }

    /// Lends a client and a requester whose tasks, `body` among them, run on one event loop.
    static func asking(url: String, _ body: @escaping @Sendable (RedisClient, any RequestBus) async throws -> Void) async throws {
        try await onOneLoop { loop, _ in
            let (client, replies) = (try await connected(url, loop), try await connected(url, loop))
            let requester = RedisRequester(
                instance: "bench-\(UInt64.random(in: 0 ... .max))", client: client, blocking: replies, logger: logger)
            try await withThrowingTaskGroup { group in
                group.addTask { await requester.run() }
                try await body(client, requester)
                group.cancelAll()
                try await group.waitForAll()
            }
            await replies.close()
            await client.close()
        }
    }

    /// Answers until the process is ended.
    static func answer(url: String) async throws {
        try await onOneLoop { loop, executor in
            let subscriber = RedisSubscriber(
                configuration: try RedisConfiguration(url: url), name: "bench", eventLoopGroup: loop, logger: logger)
            try await subscriber.connect()
            var answers = Answers(logger: logger)
            answers.on(Nop.self) { _, _ in Nothing() }
            let responder = RedisResponder(
                service: .media, consumer: "bench-\(UInt64.random(in: 0 ... .max))", client: try await connected(url, loop),
                blocking: try await connected(url, loop), subscriber: subscriber, answers: answers, executor: executor,
                logger: logger)
            await responder.run()
        }
    }

    private static func onOneLoop(
        _ body: @escaping @Sendable (MultiThreadedEventLoopGroup, EventLoopExecutor) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let executor = EventLoopExecutor(eventLoop: group.next())
        try await withTaskExecutorPreference(executor) { try await body(group, executor) }
    }

    private static func connected(_ url: String, _ group: MultiThreadedEventLoopGroup) async throws -> RedisClient {
        let client = RedisClient(
            configuration: try RedisConfiguration(url: url), name: "bench", eventLoopGroup: group, logger: logger)
        try await client.connect()
        return client
    }
}
