import Synchronization

/// A local cache that never gives out as fresh what was read before an invalidation of one of its tags.
///
///     let fence = generations.fence(tags)            // before the query
///     let value = try await query()
///     cache.fill(value, for: key, fence: fence)      // refused if a tag was invalidated meanwhile
///
/// An invalidation touches no entry: an entry keeps its fence, and each lookup compares. A lookup takes one lock and hashes
/// its key once.
package final class FencedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    struct State: Sendable {
        var entries: LRUCache<Key, FencedEntry<Value>>
        var counts = CacheStatistics()
    }

    /// Shared by all caches that are invalidated together.
    package let generations: TagGenerations
    private let freshness: Freshness
    private let isFencing: Bool
    private let state: Mutex<State>

    /// - Parameters:
    ///   - freshness: of entries that bring none of their own.
    ///   - isFencing: off, a fill is believed whenever it comes; only for tests that show what the fence is for.
    package init(
        generations: TagGenerations, capacity: Int = 1_000, byteBudget: Int = .max, freshness: Freshness = Freshness(),
        isFencing: Bool = true
    ) {
        self.generations = generations
        self.freshness = freshness
        self.isFencing = isFencing
        // Ages are not refreshed by lookups: a popular entry would never grow old, and HTTP tells its age.
        state = Mutex(State(entries: LRUCache(capacity: capacity, byteBudget: byteBudget)))
    }

    package func lookup(_ key: Key, now: ContinuousClock.Instant = .now) -> CacheLookup<Value> {
        state.withLock { state in
            let found = state.entries.access(key, now: now) { $0.lookup(now: now) } ?? .absent
            if case .fresh = found { state.counts.hits += 1 } else { state.counts.misses += 1 }
            return found
        }
    }

    /// Returns whether the value is in the cache now. It is not when a tag of the fence was invalidated since the fence was
    /// taken, nor when it alone costs more than the budget.
    @discardableResult
    package func fill(
        _ value: Value, for key: Key, fence: TagFence, freshness: Freshness? = nil, cost: Int = 0,
        now: ContinuousClock.Instant = .now
    ) -> Bool {
        let fence = isFencing ? fence : generations.renewed(fence)
        let entry = FencedEntry(value: value, fence: fence, filledAt: now, freshness: freshness ?? self.freshness)
        return state.withLock { state in
            // No more than a saving: what is invalidated after this look is in the cache, and no lookup believes it.
            guard fence.isIntact else {
                state.counts.refusedFills += 1
                return false
            }
            state.counts.fills += 1
            return state.entries.set(key, entry, cost: cost, age: entry.freshness.longest, now: now)
        }
    }

    /// As above, for tags that only the answer has told.
    @discardableResult
    package func fill(
        _ value: Value, for key: Key, tags: [CacheTag], fence: Fence, freshness: Freshness? = nil, cost: Int = 0,
        now: ContinuousClock.Instant = .now
    ) -> Bool {
        fill(value, for: key, fence: generations.bind(fence, to: tags), freshness: freshness, cost: cost, now: now)
    }

    /// For whoever gives out an entry that is not fresh.
    package func countStaleServed() {
        state.withLock { $0.counts.staleServed += 1 }
    }

    package func remove(_ key: Key) {
        _ = state.withLock { $0.entries.remove(key) }
    }

    package func removeAll() {
        state.withLock { $0.entries.removeAll() }
    }

    package func resize(capacity: Int, byteBudget: Int = .max, now: ContinuousClock.Instant = .now) {
        state.withLock { $0.entries.resize(capacity: capacity, byteBudget: byteBudget, now: now) }
    }

    package var statistics: CacheStatistics {
        var (statistics, entries) = state.withLock { ($0.counts, $0.entries.statistics) }
        let tags = generations.statistics
        statistics.evictions = entries.evictions
        statistics.invalidations = tags.invalidations
        statistics.flushes = tags.flushes
        statistics.entries = entries.count
        statistics.bytes = entries.bytes
        statistics.oldestUse = entries.oldestUse
        return statistics
    }
}
