import NIOPosix
import Redis
import TestSupport
import Testing

@testable import Caching

/// A replica that takes over may not have its master's last writes: an invalidation, or a message to listeners, among them.
@Suite(.timeLimit(.minutes(2))) struct ClusterTrustTests {
    private let tags: [CacheTag] = ["media:7"]

    @Test func afterAFailoverNothingOldIsGivenOut() async throws {
        let cluster = try await PrivateRedisCluster(replicas: true)
        try await withProcesses(1, url: cluster.url) { processes in
            let process = processes[0]
            #expect(await keep(process.tier))
            #expect(await process.tier.text("a", tags: tags) == "old")
            let renewals = process.tier.statistics.renewals
            try await cluster.owner(of: CacheKeys.generation(tags[0])).stop()
            try await eventually {
                _ = await process.tier.get("a", tags: tags)
                return process.tier.statistics.isTrusted && process.tier.statistics.renewals > renewals
            }
            #expect(await process.tier.text("a", tags: tags) == nil)
            #expect(await keep(process.tier))
            #expect(await process.tier.text("a", tags: tags) == "old")
        }
    }

    @Test func whenTheNodeOfTheInvalidationsFailsListenersDropEverything() async throws {
        let cluster = try await PrivateRedisCluster(replicas: true)
        let subscriber = RedisSubscriber(
            configuration: try RedisConfiguration(url: cluster.url), name: "listener",
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: TestPostgres.quietLogger)
        try await subscriber.connect()
        try await withClient(cluster.url) { client in
            let generations = TagGenerations()
            let channel = InvalidationChannel(
                client: client, subscriber: subscriber, generations: generations, applied: AppliedPositions(),
                logger: TestPostgres.quietLogger)
            let listening = Task { await channel.run() }
            try await eventually { channel.mark != nil }
            let flushes = generations.statistics.flushes
            let owner = try await cluster.owner(of: CacheKeys.lastNumber(channel: CacheKeys.invalidations))
            owner.stop()
            try await eventually { !channel.isListening }
            try await eventually { channel.mark != nil }
            #expect(generations.statistics.flushes > flushes)
            try await channel.invalidate(Invalidation(tags), limit: .seconds(10))
            listening.cancel()
            await listening.value
        }
        await subscriber.close()
    }

    private func keep(_ tier: RedisTier) async -> Bool {
        // The first questions meet connections that are being made.
        for _ in 0..<10 where await tier.keep("a", "old", tags: tags) { return true }
        return false
    }
}
