import Synchronization

/// What was seen, in order.
final class Journal<Element: Sendable>: Sendable {
    private let state = Mutex<[Element]>([])

    var all: [Element] { state.withLock { $0 } }
    var count: Int { state.withLock(\.count) }

    func append(_ element: Element) { state.withLock { $0.append(element) } }
}
