/// A number that only grows, by amounts that are not whole: seconds spent. Lock-free.
package final class Sum: Sendable {
    private let total = AtomicDouble()

    package init() {}

    /// - Parameter amount: not negative.
    package func add(_ amount: Double) {
        total.add(amount)
    }

    package func add(_ duration: Duration) {
        add(duration / .seconds(1))
    }

    package var value: Double { total.load() }
}
