import Synchronization

/// When a tag was invalidated last. Written under the lock of its `TagGenerations`, read by anybody.
final class TagCell: Sendable {
    /// The cell of the tag's class, which lives as long as this one.
    let parent: TagCell?
    private let last: Atomic<UInt64>

    init(generation: UInt64, parent: TagCell? = nil) {
        self.parent = parent
        last = Atomic(generation)
    }

    var generation: UInt64 { last.load(ordering: .acquiring) }

    func invalidated(_ generation: UInt64) { last.store(generation, ordering: .releasing) }
}
