/// A value with what its freshness hangs on.
struct FencedEntry<Value: Sendable>: Sendable {
    let value: Value
    let fence: TagFence
    let filledAt: ContinuousClock.Instant
    let freshness: Freshness

    func lookup(now: ContinuousClock.Instant) -> CacheLookup<Value> {
        let overdue = filledAt.duration(to: now) - freshness.age
        let found = CachedValue(value: value, filledAt: filledAt)
        if fence.isIntact {
            if overdue < .zero { return .fresh(found) }
            if overdue < freshness.staleWhileRevalidate { return .expired(found) }
        }
        return overdue < freshness.staleIfError ? .invalidated(found) : .absent
    }
}
