import Caching
import Observability
import TestSupport
import Testing

@Suite struct CacheMetricsTests {
    @Test func tellsWhatEachCacheDoes() throws {
        let (registry, generations) = (MetricsRegistry(), TagGenerations())
        let caches = ["responses", "items"].map { name in
            let cache = FencedCache<String, Int>(generations: generations)
            cache.register(in: registry, name: name)
            return cache
        }
        generations.register(in: registry)
        caches[0].fill(1, for: "a", fence: generations.fence(["media:7"]), cost: 10)
        _ = caches[0].lookup("a")
        _ = caches[1].lookup("a")
        generations.invalidate(["media:7"])
        let lines = registry.render().split(separator: "\n").map(String.init)
        for line in [
            "cache_hits_total{cache=\"responses\"} 1", "cache_misses_total{cache=\"items\"} 1", "cache_bytes{cache=\"responses\"} 10",
            "cache_invalidations_total 1", "cache_tags 2",
        ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test func tellsHowTheTierStands() throws {
        let registry = MetricsRegistry()
        let tier = makeTier(try makeClient("redis://127.0.0.1:1"))
        tier.register(in: registry)
        #expect(registry.render().contains("cache_tier_trusted 0"))
    }
}
