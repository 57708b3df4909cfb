/// Durations as a queueing model wants them: a histogram, and the sum of their squares, from which the variance follows exactly.
package struct DurationSpread: Sendable {
    private let histogram: Histogram
    private let squares: Sum

    /// Makes `NAME_seconds` and `NAME_square_seconds_total`.
    package init(
        _ registry: MetricsRegistry, _ name: String, help: String, labels: KeyValuePairs<String, String> = [:],
        buckets: [Double] = Histogram.fineLatencyBuckets
    ) {
        histogram = registry.histogram("\(name)_seconds", help: help, labels: labels, buckets: buckets)
        squares = registry.sum("\(name)_square_seconds_total", help: "Sum of the squares of \(name)_seconds.", labels: labels)
    }

    package func observe(_ duration: Duration) {
        let seconds = duration / .seconds(1)
        histogram.observe(seconds)
        squares.add(seconds * seconds)
    }
}
