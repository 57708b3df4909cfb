/// What a cache has done since it was made, and what it holds.
package struct CacheStatistics: Sendable, Equatable {
    /// Lookups that found a fresh entry.
    package var hits = 0
    /// All other lookups.
    package var misses = 0
    /// Answers given from an entry that was not fresh.
    package var staleServed = 0
    package var fills = 0
    /// Fills whose value was read before an invalidation.
    package var refusedFills = 0
    package var evictions = 0
    /// Calls of `invalidate`, whatever the number of their tags. Caches that share their tags share this and the next.
    package var invalidations = 0
    package var flushes = 0
    package var entries = 0
    package var bytes = 0
    /// When the entry that would go next was used last; nil for an empty cache.
    package var oldestUse: ContinuousClock.Instant?
}
