/// Every Redis key and channel of the caches. Each command touches one key, so that a Redis Cluster may put them anywhere.
package enum CacheKeys {
    /// Part of what every entry hangs on: a new value empties the tier.
    package static let epoch = "mn:cache:epoch"

    package static func entry(_ key: String) -> String { "mn:cache:entry:\(key)" }

    /// Of a tag: its generation.
    package static func generation(_ tag: CacheTag) -> String { "mn:cache:tag:\(tag.text)" }

    /// Channel on which writers say what has changed.
    package static let invalidations = "mn:cache:invalidations"

    /// Of a channel: the number of its last message.
    package static func lastNumber(channel: String) -> String { "\(channel):last" }
}
