import Bus
import Caching
import Contracts
import Redis
import Runtime

extension ResponseCache {
    /// The cache of a gateway: local first, then the shared tier, and what lets entries fall.
    static func build(_ runtime: ServiceRuntime, _ settings: CacheConfiguration) async throws -> (ResponseCache, CacheWatch) {
        let generations = TagGenerations()
        let applied = AppliedPositions()
        let tier = settings.usesTier ? RedisTier(client: try await runtime.cacheClient(), logger: runtime.logger) : nil
        let channel = InvalidationChannel(
            client: runtime.redis, subscriber: runtime.subscriber, generations: generations, applied: applied, tier: tier,
            logger: runtime.logger)
        let local = FencedCache<ResponseKey, KeptResponse>(
            generations: generations, capacity: settings.entries, byteBudget: settings.bytes, isFencing: settings.isFencing)
        let absences = FencedCache<ResponseKey, KeptResponse>(
            generations: generations, capacity: max(1, settings.entries / CacheConfiguration.absenceShare),
            byteBudget: settings.bytes / CacheConfiguration.absenceShare, isFencing: settings.isFencing)
        let cache = ResponseCache(
            local: local, absences: absences, tier: tier, channel: channel, applied: applied, compressor: .standard,
            routeCounts: RouteCounts(Routes.all, runtime.metrics), logger: runtime.logger)
        local.register(in: runtime.metrics, name: "responses")
        absences.register(in: runtime.metrics, name: "absences")
        generations.register(in: runtime.metrics)
        tier?.register(in: runtime.metrics)
        var tails: [(ServiceName, EventTail)] = []
        for service in [ServiceName.auth, .media, .playlists] {
            let blocking = try await runtime.blockingClient("cache:\(service.rawValue)")
            tails.append((service, EventTail(source: service, client: runtime.redis, blocking: blocking, logger: runtime.logger)))
        }
        let redis = runtime.redis
        let watch = CacheWatch(
            cache: cache, tails: tails, last: { try await EventEnvelope.last(of: $0, client: redis)?.sequence ?? 0 }, logger: runtime.logger
        )
        return (cache, watch)
    }
}
