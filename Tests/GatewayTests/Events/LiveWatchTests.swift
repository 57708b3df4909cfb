import Bus
import Contracts
import Foundation
import NIOPosix
import Observability
import Redis
import TestSupport
import Testing

@testable import gateway

/// With the streams of a real Redis.
struct LiveWatchTests {
    private struct World {
        let redis: RedisClient
        let feed: LiveFeed
        let revocations: Revocations

        func publish(_ events: [any Event]) async throws {
            _ = try await redis.pipeline(
                events.enumerated().map { number, event in
                    EventStream(type(of: event).service).append(
                        EventEnvelope(
                            service: type(of: event).service, sequence: Int64(number), name: type(of: event).name, key: event.key,
                            body: [UInt8](try JSONEncoder().encode(event))))
                })
        }
    }

    private func withWorld(_ limits: LiveLimits = LiveLimits(), _ body: @escaping @Sendable (World) async throws -> Void) async throws {
        let configuration = try RedisConfiguration(url: TestRedis.database())
        func client(_ name: String) async throws -> RedisClient {
            let client = RedisClient(
                configuration: configuration, name: name, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
                logger: TestGateway.logger)
            try await client.connect()
            return client
        }
        let redis = try await client("one")
        var clients = [redis]
        var tails: [(source: LiveSource, tail: StreamTail)] = []
        for source in LiveSource.allCases {
            let blocking = try await client("tail")
            clients.append(blocking)
            tails.append((source, StreamTail(stream: source.stream, client: redis, blocking: blocking, logger: TestGateway.logger)))
        }
        let feed = LiveFeed(limits, history: RedisLiveHistory(client: redis), metrics: LiveMetrics(MetricsRegistry()))
        let revocations = Revocations()
        revocations.load(.init(sessions: [], users: []))
        let watch = LiveWatch(hub: feed.hub, tails: tails, revocations: revocations, logger: TestGateway.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await watch.run() }
            let world = World(redis: redis, feed: feed, revocations: revocations)
            let probe = ListeningClient()
            try await eventually { (try? feed.hub.admit(probe.token, .user) {}) != nil }
            try await body(world)
            tasks.cancelAll()
        }
        for client in clients { await client.close() }
    }

    @Test func aBatchLargerThanAQueueReachesAClientThatKeepsUp() async throws {
        try await withWorld { world in
            let client = ListeningClient()
            let visit = Task { try await client.listen(world.feed) }
            try await eventually { client.retry != nil }
            let media = (0..<1_200).map { _ in MediaID.make() }
            try await world.publish(media.map { MediaAdded.some($0) })
            try await eventually { client.events.count == 1_200 }
            let shown = try client.events.map { try $0.data.mediaId }
            #expect(shown == media.map(\.description))
            visit.cancel()
            // It ends with the cancellation, or with what it had just read.
            _ = await visit.result
        }
    }

    @Test func whoWasAwayReadsOnWhereTheStreamsStillReach() async throws {
        // This is not about clients that fall behind, and a busy machine makes one of every client.
        var limits = LiveLimits()
        (limits.bufferedEvents, limits.bufferedBytes) = (10_000, 16 << 20)
        try await withWorld(limits) { world in
            let (first, second, third) = (ListeningClient(), ListeningClient(), ListeningClient())
            let visit = Task { try await first.listen(world.feed) }
            try await eventually { first.retry != nil }
            try await world.publish([MediaAdded.some()])
            try await eventually { first.events.count == 1 }
            visit.cancel()
            // It ends with the cancellation, or with what it had just read.
            _ = await visit.result
            try await world.publish((0..<700).map { _ in MediaAdded.some() })
            let back = Task { try await second.listen(world.feed, after: first.lastEventID) }
            try await eventually { second.events.count == 700 }
            back.cancel()
            _ = await back.result
            _ = try await world.redis.send(RedisCommand("XTRIM", LiveSource.media.stream, "MAXLEN", 300))
            let late = Task { try await third.listen(world.feed, after: first.lastEventID) }
            // What the watch itself had not read by then follows the reset; nothing comes before it.
            try await eventually { third.names.first == "reset" }
            late.cancel()
            _ = await late.result
        }
    }

    @Test func anEndedSessionEndsItsStreamWithinASecond() async throws {
        try await withWorld { world in
            let client = ListeningClient()
            let visit = Task { try await client.listen(world.feed) }
            try await eventually { client.retry != nil }
            world.revocations.change(client.user, role: .user, status: .suspended, version: 1)
            let said = ContinuousClock.now
            try await visit.value
            #expect(ContinuousClock.now - said < .seconds(1))
        }
    }

    @Test func aLossInRedisIsToldToWhoListens() async throws {
        try await withWorld { world in
            let client = ListeningClient()
            let visit = Task { try await client.listen(world.feed) }
            try await eventually { client.retry != nil }
            // What was never read cannot be missed.
            try await world.publish([MediaAdded.some()])
            try await eventually { client.names == ["media.added"] }
            _ = try await world.redis.send(RedisCommand("FLUSHDB"))
            try await eventually { client.names == ["media.added", "reset"] }
            try await world.publish([MediaAdded.some()])
            try await eventually { client.names == ["media.added", "reset", "media.added"] }
            visit.cancel()
            // It ends with the cancellation, or with what it had just read.
            _ = await visit.result
        }
    }

    @Test func stoppingEndsEveryStreamAlsoOneThatIsStuck() async throws {
        let stuck = ListeningClient()
        let quick = ListeningClient()
        try await withWorld { world in
            // Unstructured: both end because the watch does, which this body is a part of.
            Task { try await stuck.listen(world.feed) }
            Task { try await quick.listen(world.feed) }
            try await eventually { stuck.retry != nil && quick.retry != nil }
            stuck.getStuck()
            try await world.publish([MediaAdded.some()])
            try await eventually { quick.events.count == 1 }
        }
        #expect(stuck.wasHungUp)
    }
}
