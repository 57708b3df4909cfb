/// A moment in the order of invalidations, taken before a query whose tags only its answer will tell.
package struct Fence: Sendable, Hashable {
    /// The generation of the last invalidation before it. Zero is before everything: such a fence holds nothing.
    let moment: UInt64
}

/// A moment, and the tags whose invalidation after it breaks the fence.
package struct TagFence: Sendable {
    let moment: UInt64
    let cells: [TagCell]

    /// Whether none of the tags was invalidated, and nothing flushed, since the fence was taken. Takes no lock.
    package var isIntact: Bool {
        for cell in cells where cell.generation > moment { return false }
        return true
    }
}
