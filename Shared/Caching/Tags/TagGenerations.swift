import Synchronization

/// The order of a process's invalidations: one number that only grows, and for each tag in use the number of its last
/// invalidation.
///
/// Invalidating costs O(tags) and touches no entry. Everything kept under tags of the same `TagGenerations` falls together.
package final class TagGenerations: Sendable {
    private let state: Mutex<TagTable>
    // Part of every fence: a flush breaks them all.
    private let epoch = TagCell(generation: TagTable.firstGeneration)
    private let everything = TagCell(generation: TagTable.firstGeneration)

    /// - Parameter sweepsAbove: how many tags are kept before those that nobody holds any more are looked for.
    package init(sweepsAbove: Int = 4_096) {
        state = Mutex(TagTable(sweepsAbove: sweepsAbove))
    }

    /// To be taken before a query whose tags its answer will tell. While suspended, a fence that holds nothing.
    package func fence() -> Fence {
        Fence(moment: state.withLock(\.moment))
    }

    /// To be taken before a query.
    package func fence(_ tags: [CacheTag]) -> TagFence {
        state.withLock { TagFence(moment: $0.moment, cells: [epoch] + $0.cells(of: tags)) }
    }

    /// A fence that any invalidation breaks: for joining a flight whose tags are not known yet.
    package func fenceOfEverything() -> TagFence {
        TagFence(moment: state.withLock(\.moment), cells: [everything])
    }

    /// The fence with the tags that the answer has told; broken at once if one of them was invalidated since it was taken.
    package func bind(_ fence: Fence, to tags: [CacheTag]) -> TagFence {
        state.withLock { TagFence(moment: fence.moment, cells: [epoch] + $0.cells(of: tags)) }
    }

    /// The same tags as of now. What was read under the old fence must not be kept under this one.
    func renewed(_ fence: TagFence) -> TagFence {
        TagFence(moment: state.withLock(\.moment), cells: fence.cells)
    }

    /// When this returns, nothing kept under one of the tags or read before counts as fresh. A class brings its members down.
    package func invalidate(_ tags: some Sequence<CacheTag>) {
        state.withLock { state in
            everything.invalidated(state.invalidate(tags))
        }
    }

    /// When this returns, nothing that was kept or read before counts as fresh.
    package func flush() {
        state.withLock { flush(&$0) }
    }

    /// From here on nothing is fresh, because invalidations may be missed. Ends with `resume`.
    package func suspend() {
        state.withLock { state in
            state.isSuspended = true
            flush(&state)
        }
    }

    /// Invalidations are heard again; what was missed is made up for by a flush.
    package func resume() {
        state.withLock { state in
            state.isSuspended = false
            flush(&state)
        }
    }

    package var statistics: TagStatistics { state.withLock(\.statistics) }

    private func flush(_ state: inout TagTable) {
        let generation = state.flush()
        epoch.invalidated(generation)
        everything.invalidated(generation)
    }
}
