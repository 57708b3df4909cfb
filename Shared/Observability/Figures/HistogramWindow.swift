/// Percentiles of what histograms have observed within a span of time.
package struct HistogramWindow: Sendable {
    private let bounds: [Double]
    private var window: CountWindow

    package init(bounds: [Double] = Histogram.latencyBuckets, span: Duration = .seconds(300)) {
        self.bounds = bounds
        window = CountWindow(span: span)
    }

    /// Several histograms of the same bounds count as one.
    package mutating func read(_ histograms: [Histogram], at now: ContinuousClock.Instant) {
        var sum = [UInt64](repeating: 0, count: bounds.count + 1)
        for histogram in histograms {
            for (index, count) in histogram.snapshot.cumulative.enumerated() { sum[index] += count }
        }
        window.read(sum, at: now)
    }

    package var samples: Int { Int(window.growth.last ?? 0) }

    /// In seconds, on the line between the bounds of its bucket; above the last bound, that bound. Nil without a sample.
    package func quantile(_ share: Double) -> Double? {
        let cumulative = window.growth
        guard let total = cumulative.last, total > 0 else { return nil }
        let rank = share * Double(total)
        guard let index = cumulative.firstIndex(where: { Double($0) >= rank }), index < bounds.count else { return bounds.last }
        let (lower, below) = index == 0 ? (0, 0) : (bounds[index - 1], cumulative[index - 1])
        let inside = Double(cumulative[index] - below)
        return inside == 0 ? bounds[index] : lower + (bounds[index] - lower) * (rank - Double(below)) / inside
    }
}
