import Synchronization

/// Tells blocking work, which has no task of its own, that nobody waits for it any more.
package final class CancellationFlag: Sendable {
    private let raised = Atomic(false)

    package init() {}

    package func raise() {
        raised.store(true, ordering: .relaxed)
    }

    package func check() throws(CancellationError) {
        if raised.load(ordering: .relaxed) { throw CancellationError() }
    }
}
