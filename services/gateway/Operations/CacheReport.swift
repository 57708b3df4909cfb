import Caching
import JSON

/// What `/ops/caches` says.
struct CacheReport: JSONWritable {
    let cache: ResponseCache

    func write(to writer: inout JSONWriter) {
        let local = cache.local.statistics
        writer.object {
            $0.key("local")
            $0.object {
                $0.field("entries", local.entries)
                $0.field("bytes", local.bytes)
                $0.field("hits", local.hits)
                $0.field("misses", local.misses)
                $0.field("hitRate", rate(local.hits, local.misses))
                $0.field("staleServed", local.staleServed)
                $0.field("fills", local.fills)
                $0.field("refusedFills", local.refusedFills)
                $0.field("evictions", local.evictions)
                $0.field("invalidations", local.invalidations)
                $0.field("flushes", local.flushes)
            }
            if let tier = cache.tier { shared(tier.statistics, &$0) }
            $0.field("hearsInvalidations", cache.channel.isListening)
            $0.key("routes")
            $0.object { writer in
                for (route, counts) in cache.routeCounts.counts where counts.total > 0 {
                    writer.key(dynamic: route)
                    writer.object {
                        for outcome in CacheOutcome.allCases {
                            $0.key(dynamic: outcome.name)
                            $0.integer(counts[outcome])
                        }
                        $0.field("hitRate", rate(counts[.hit] + counts[.stale], counts[.miss]))
                    }
                }
            }
        }
    }

    private func shared(_ tier: TierStatistics, _ writer: inout JSONWriter) {
        writer.key("shared")
        writer.object {
            $0.field("isTrusted", tier.isTrusted)
            $0.field("hits", tier.hits)
            $0.field("misses", tier.misses)
            $0.field("hitRate", rate(tier.hits, tier.misses))
            $0.field("skipped", tier.skipped)
            $0.field("stored", tier.stored)
            $0.field("failures", tier.failures)
            $0.field("invalidations", tier.invalidations)
        }
    }

    private func rate(_ hits: Int, _ misses: Int) -> Double {
        hits + misses == 0 ? 0 : Double(1000 * hits / (hits + misses)) / 1000
    }
}
