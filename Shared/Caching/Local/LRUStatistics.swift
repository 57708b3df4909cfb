/// What a cache has done since it was made, and what it holds.
package struct LRUStatistics: Sendable, Equatable {
    package var hits = 0
    /// Those that found an expired entry are among them.
    package var misses = 0
    package var expired = 0
    package var evictions = 0
    package var insertions = 0
    /// The sum of the costs.
    package var bytes = 0
    package var count = 0
    /// When the entry that would go next was used last; nil for an empty cache.
    package var oldestUse: ContinuousClock.Instant?
}
