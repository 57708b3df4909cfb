import Synchronization

/// A number that only grows: requests answered, bytes sent. Lock-free.
package final class Counter: Sendable {
    private let total = Atomic<UInt64>(0)

    package init() {}

    package func increment(by amount: UInt64 = 1) {
        total.wrappingAdd(amount, ordering: .relaxed)
    }

    package var value: UInt64 { total.load(ordering: .relaxed) }
}
