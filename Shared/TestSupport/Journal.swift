import Synchronization

/// What was seen, in order.
package final class Journal<Element: Sendable>: Sendable {
    private let state = Mutex<[Element]>([])

    package init() {}

    package var all: [Element] { state.withLock { $0 } }
    package var count: Int { state.withLock(\.count) }

    package func append(_ element: Element) { state.withLock { $0.append(element) } }
}
