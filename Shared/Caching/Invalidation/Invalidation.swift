/// What a writer says when it has changed something.
package struct Invalidation: Sendable, Hashable {
    package var tags: [CacheTag]
    /// The fact that these tags are about; nil for a change that left none.
    package var fact: Fact?

    package init(_ tags: [CacheTag], fact: Fact? = nil) {
        self.tags = tags
        self.fact = fact
    }
}
