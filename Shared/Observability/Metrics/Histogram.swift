import Synchronization

/// Counts observations in buckets, so that percentiles can be estimated later. `observe` is lock-free.
package final class Histogram: Sendable {
    /// Upper bounds in seconds, from half a millisecond to ten seconds.
    package static let latencyBuckets: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    /// Ten steps to a power of ten (the preferred numbers R10 of ISO 3), from half a millisecond to ten seconds, for the few series
    /// whose percentiles decide something: one read from them is at most an eighth off.
    package static let fineLatencyBuckets: [Double] =
        [0.0005, 0.00063, 0.0008] + steps([1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8], of: [0.001, 0.01, 0.1, 1]) + [10]

    /// Each of the steps in each of the units, in order, rounded to microseconds.
    package static func steps(_ steps: [Double], of units: [Double]) -> [Double] {
        var bounds: [Double] = []
        for unit in units {
            for step in steps { bounds.append((step * unit * 1e6).rounded() / 1e6) }
        }
        return bounds
    }

    package let bounds: [Double]
    // The pointer is written once, here, and what it points to is touched only through atomics.
    private nonisolated(unsafe) let counts: UnsafeMutablePointer<Atomic<UInt64>>
    private let sum = AtomicDouble()

    /// - Parameter bounds: upper bounds, finite and strictly ascending; the bucket for everything above is added.
    package init(bounds: [Double] = Histogram.latencyBuckets) {
        precondition(
            bounds.allSatisfy(\.isFinite) && zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 },
            "histogram bounds must be finite and strictly ascending")
        self.bounds = bounds
        counts = .allocate(capacity: bounds.count + 1)
        for index in 0...bounds.count { (counts + index).initialize(to: Atomic(0)) }
    }

    deinit {
        counts.deinitialize(count: bounds.count + 1)
        counts.deallocate()
    }

    /// NaN is ignored: it belongs to no bucket and would spoil the sum for ever.
    package func observe(_ value: Double) {
        guard !value.isNaN else { return }
        counts[bucket(of: value)].wrappingAdd(1, ordering: .relaxed)
        sum.add(value)
    }

    /// The first whose bound is not below the value; one behind the bounds is for everything above.
    private func bucket(of value: Double) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if value > bounds[middle] { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Observes a duration in seconds.
    package func observe(_ duration: Duration) {
        observe(duration / .seconds(1))
    }

    /// How many fell at or below each bound, ending with all of them; a scrape beside writers may lag by a few.
    package var snapshot: (cumulative: [UInt64], sum: Double) {
        var running: UInt64 = 0
        let cumulative = (0...bounds.count).map { index in
            running += counts[index].load(ordering: .relaxed)
            return running
        }
        return (cumulative, sum.load())
    }
}
