/// A number that goes up and down: connections open, jobs waiting. Lock-free.
package final class Gauge: Sendable {
    private let current = AtomicDouble()

    package init() {}

    package func set(_ value: Double) {
        current.store(value)
    }

    package func increment(by amount: Double = 1) {
        current.add(amount)
    }

    package func decrement(by amount: Double = 1) {
        current.add(-amount)
    }

    package var value: Double { current.load() }
}
