/// A dictionary of bounded size: what was used longest ago makes room. Each call takes constant time, apart from those that
/// drop many entries at once.
///
/// An entry whose age has passed is never given out. It leaves when it is asked for, or when it is its turn to make room.
package struct LRUCache<Key: Hashable, Value> {
    /// Runs inside the call that lets go of the value, and must not touch the cache.
    package typealias Dispose = @Sendable (Key, Value, DisposalReason) -> Void

    struct Slot {
        let key: Key
        var value: Value
        var cost: Int
        var age: Duration
        var expiresAt: ContinuousClock.Instant
        var usedAt: ContinuousClock.Instant
    }

    package internal(set) var capacity: Int
    package internal(set) var byteBudget: Int
    let defaultAge: Duration
    let refreshesAgeOnGet: Bool
    let dispose: Dispose?

    var slots: [Slot] = []
    var places: [Key: Int] = [:]
    var order = RecencyOrder()
    var counts = LRUStatistics()

    /// - Parameters:
    ///   - capacity: how many entries it holds; zero keeps nothing.
    ///   - byteBudget: what the costs of all entries may add up to.
    ///   - defaultAge: how long an entry lives that brings no age of its own. 300 s is the guide's.
    ///   - refreshesAgeOnGet: whether each `get` makes an entry as young as it was when it was set.
    package init(
        capacity: Int = 1_000, byteBudget: Int = .max, defaultAge: Duration = .seconds(300), refreshesAgeOnGet: Bool = false,
        dispose: Dispose? = nil
    ) {
        precondition(capacity >= 0 && byteBudget >= 0, "a cache holds nothing or something")
        self.capacity = capacity
        self.byteBudget = byteBudget
        self.defaultAge = defaultAge
        self.refreshesAgeOnGet = refreshesAgeOnGet
        self.dispose = dispose
    }

    package var count: Int { slots.count }

    /// Whether there is an entry, of whatever age.
    package func contains(_ key: Key) -> Bool { places[key] != nil }

    package var statistics: LRUStatistics {
        var statistics = counts
        statistics.count = slots.count
        statistics.oldestUse = order.oldest.map { slots[$0].usedAt }
        return statistics
    }

    /// Also makes it the most recently used one.
    package mutating func get(_ key: Key, now: ContinuousClock.Instant) -> Value? {
        access(key, now: now) { $0 }
    }

    /// Leaves the order, the ages and the statistics as they are.
    package func peek(_ key: Key, now: ContinuousClock.Instant) -> Value? {
        guard let place = places[key], now < slots[place].expiresAt else { return nil }
        return slots[place].value
    }

    /// As `get`, without a copy of the value.
    mutating func access<Result>(_ key: Key, now: ContinuousClock.Instant, _ body: (inout Value) -> Result) -> Result? {
        guard let place = places[key] else {
            counts.misses += 1
            return nil
        }
        guard now < slots[place].expiresAt else {
            counts.misses += 1
            discard(place, .expired)
            return nil
        }
        counts.hits += 1
        slots[place].usedAt = now
        if refreshesAgeOnGet { slots[place].expiresAt = now + slots[place].age }
        order.touch(place)
        return body(&slots[place].value)
    }
}

extension LRUCache: Sendable where Key: Sendable, Value: Sendable {}
extension LRUCache.Slot: Sendable where Key: Sendable, Value: Sendable {}
