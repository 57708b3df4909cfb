import Bus
import Caching
import Contracts
import Foundation
import NIOPosix
import Observability
import Redis
import TestSupport

@testable import gateway

/// A gateway that keeps answers, without the shared tier. What services publish is the test's to tell.
struct KeepingGateway: Sendable {
    let test: TestGateway
    let cache: ResponseCache
    let watch: CacheWatch

    /// A committed fact comes on its service's stream.
    func hears<E: Event>(_ event: E, as sequence: Int64) async throws {
        let envelope = EventEnvelope(
            service: E.service, sequence: sequence, name: E.name, key: event.key, body: [UInt8](try JSONEncoder().encode(event)))
        await watch.receive(.event(envelope), of: E.service)
    }
}

/// Lends a gateway that hears invalidations, on a channel of its own.
func withKeepingGateway(
    entries: Int = 1_000, absences: Int = 10, _ fill: @escaping @Sendable (inout Answers, TestGateway) -> Void,
    _ body: @escaping @Sendable (KeepingGateway) async throws -> Void
) async throws {
    try await withClient(TestRedis.url) { client async throws in
        let subscriber = RedisSubscriber(
            configuration: try RedisConfiguration(url: TestRedis.url), name: "test-subscriber",
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: TestGateway.logger)
        try await subscriber.connect()
        let (generations, applied) = (TagGenerations(), AppliedPositions())
        let cache = ResponseCache(
            local: FencedCache(generations: generations, capacity: entries),
            absences: FencedCache(generations: generations, capacity: absences), tier: nil,
            channel: InvalidationChannel(
                client: client, subscriber: subscriber, generations: generations, applied: applied, name: TestRedis.prefix("channel"),
                logger: TestGateway.logger),
            applied: applied, compressor: .standard, routeCounts: RouteCounts(Routes.all, MetricsRegistry()), logger: TestGateway.logger)
        let watch = CacheWatch(cache: cache, tails: [], last: { _ in 0 }, logger: TestGateway.logger)
        let test = try await TestGateway(responses: cache, fill)
        let outcome: Result<Void, any Error> = await withTaskGroup(of: Void.self) { group in
            group.addTask { await watch.run() }
            defer { group.cancelAll() }
            do {
                try await eventually { cache.channel.isListening }
                return .success(try await body(KeepingGateway(test: test, cache: cache, watch: watch)))
            } catch {
                return .failure(error)
            }
        }
        await subscriber.close()
        try outcome.get()
    }
}
