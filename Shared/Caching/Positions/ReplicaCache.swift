import Contracts

/// What one replica remembers of its service's own rows, so that it need not ask the database again. A row falls with the facts about
/// it, whichever replica made them, and is never given to who has seen more than it shows.
package struct ReplicaCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let heard: HeardFacts
    private let rows: FencedCache<Key, Value>

    package init(_ heard: HeardFacts, capacity: Int = 1_000, freshness: Freshness = Freshness()) {
        self.heard = heard
        rows = FencedCache(generations: heard.generations, capacity: capacity, freshness: freshness)
    }

    package var statistics: CacheStatistics { rows.statistics }

    /// The row as it is remembered, if that shows the position; else what `load` returns, which is remembered where `keeps` says so.
    /// What is not there is asked for each time.
    package func value(
        for key: Key, tags: [CacheTag], showing position: Position, keeps: (Value) -> Bool = { _ in true },
        isolation: isolated (any Actor)? = #isolation, load: () async throws -> Value?
    ) async throws -> Value? {
        if heard.shows(position), case .fresh(let found) = rows.lookup(key) { return found.value }
        return try await fromSource(key, tags: tags, keeps: keeps, load: load)
    }

    /// What `load` returns, whatever is remembered.
    package func fromSource(
        _ key: Key, tags: [CacheTag], keeps: (Value) -> Bool = { _ in true }, isolation: isolated (any Actor)? = #isolation,
        load: () async throws -> Value?
    ) async throws -> Value? {
        let fence = heard.generations.fence(tags)
        guard let value = try await load() else { return nil }
        if keeps(value) { rows.fill(value, for: key, fence: fence) }
        return value
    }

    package func register(name: String) { rows.register(name: name) }
}
