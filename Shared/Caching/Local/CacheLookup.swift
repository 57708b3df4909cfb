/// What a cache has under a key, by what may be done with it.
package enum CacheLookup<Value> {
    /// As good as asking: its age has not passed and none of its tags was invalidated since its query began.
    case fresh(CachedValue<Value>)
    /// Not invalidated, but its age has passed: may be given out, labelled, while a newer one is fetched.
    case expired(CachedValue<Value>)
    /// Known to be wrong, or too old for anything better: only instead of an error, and labelled.
    case invalidated(CachedValue<Value>)
    case absent
}

/// A value and when it came into the cache.
package struct CachedValue<Value> {
    package let value: Value
    package let filledAt: ContinuousClock.Instant
}

extension CacheLookup: Sendable where Value: Sendable {}
extension CachedValue: Sendable where Value: Sendable {}
