/// What one wants to know of the tier.
package struct TierQuestion: Sendable {
    package var key: String
    /// What an answer must have been kept under, at least.
    package var tags: [CacheTag]

    package init(_ key: String, tags: [CacheTag]) {
        self.key = key
        self.tags = tags
    }
}

/// What the tier has under a key.
package enum TierLookup: Sendable, Equatable {
    /// The value, and all the tags that it was kept under.
    case hit([UInt8], tags: Set<CacheTag>)
    /// The fence is for the query that comes now; nil when the tier keeps nothing at the moment.
    case miss(TierFence?)
}

/// What one wants the tier to keep.
package struct TierEntry: Sendable {
    package var key: String
    package var value: [UInt8]
    package var fence: TierFence
    package var lifetime: Duration?

    package init(_ key: String, _ value: [UInt8], fence: TierFence, lifetime: Duration? = nil) {
        self.key = key
        self.value = value
        self.fence = fence
        self.lifetime = lifetime
    }
}
