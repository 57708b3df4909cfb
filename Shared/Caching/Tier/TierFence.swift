/// The generations that a value's tags had before its query.
package struct TierFence: Sendable, Equatable {
    let epoch: GenerationToken
    /// The tags and their classes.
    let generations: [CacheTag: GenerationToken]
}
