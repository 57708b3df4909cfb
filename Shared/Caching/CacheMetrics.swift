import Observability

extension FencedCache {
    /// Registers what the cache counts, under `cache="name"`.
    package func register(in registry: MetricsRegistry = .shared, name: String) {
        registry.onCollect {
            let now = self.statistics
            func counter(_ what: String, _ help: String, _ value: Int) -> MetricSample {
                .counter("cache_\(what)_total", help: help, labels: ["cache": name], Double(value))
            }
            return [
                counter("hits", "Lookups that found a fresh entry.", now.hits),
                counter("misses", "Lookups that did not.", now.misses),
                counter("stale_served", "Answers given from an entry that was not fresh.", now.staleServed),
                counter("fills", "Values taken in.", now.fills),
                counter("refused_fills", "Values read before an invalidation, and so not taken in.", now.refusedFills),
                counter("evictions", "Entries that made room.", now.evictions),
                .gauge("cache_entries", help: "Entries held.", labels: ["cache": name], Double(now.entries)),
                .gauge("cache_bytes", help: "What the entries held cost.", labels: ["cache": name], Double(now.bytes)),
            ]
        }
    }
}

extension TagGenerations {
    package func register(in registry: MetricsRegistry = .shared) {
        registry.onCollect {
            let now = self.statistics
            return [
                .counter("cache_invalidations_total", help: "Invalidations applied to local caches.", Double(now.invalidations)),
                .counter("cache_flushes_total", help: "Times that all local caches fell.", Double(now.flushes)),
                .gauge("cache_tags", help: "Tags known.", Double(now.tags)),
                .gauge("cache_suspended", help: "1 while invalidations are not heard.", now.isSuspended ? 1 : 0),
            ]
        }
    }
}

extension RedisTier {
    package func register(in registry: MetricsRegistry = .shared) {
        registry.onCollect {
            let now = self.statistics
            func counter(_ what: String, _ help: String, _ value: Int) -> MetricSample {
                .counter("cache_tier_\(what)_total", help: help, Double(value))
            }
            return [
                counter("hits", "Lookups answered by the shared tier.", now.hits),
                counter("misses", "Lookups that it could not answer.", now.misses),
                counter("skipped", "Lookups that did not ask it.", now.skipped),
                counter("failures", "Operations that it refused or did not answer in time.", now.failures),
                counter("stored", "Entries written to it.", now.stored),
                counter("invalidations", "Invalidations of it.", now.invalidations),
                counter("failed_invalidations", "Invalidations of it that failed.", now.failedInvalidations),
                counter("renewals", "Times that this process emptied it.", now.renewals),
                .gauge("cache_tier_trusted", help: "1 while its entries may be given out.", now.isTrusted ? 1 : 0),
            ]
        }
    }
}
