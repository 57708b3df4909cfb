/// A cache that asks for what it has not: identical questions at the same time are asked once.
package struct ReadThrough<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    package let cache: FencedCache<Key, Value>
    private let flights = SingleFlight<Key, Value>()

    package init(cache: FencedCache<Key, Value>) {
        self.cache = cache
    }

    /// The fresh entry, or else what `load` returns, which is kept under `tags`.
    ///
    /// An answer is never older than the last invalidation of its tags that came before this call. Errors are the caller's
    /// and are not kept. Cancelling the caller cancels `load` if nobody else waits for it.
    package func value(
        for key: Key, tags: [CacheTag], freshness: Freshness? = nil, cost: @escaping @Sendable (Value) -> Int = { _ in 0 },
        load: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        if case .fresh(let found) = cache.lookup(key) { return found.value }
        let fence = cache.generations.fence(tags)
        return try await flights.value(for: key, fence: fence) { [cache] in
            let value = try await load()
            cache.fill(value, for: key, fence: fence, freshness: freshness, cost: cost(value))
            return value
        }
    }
}
