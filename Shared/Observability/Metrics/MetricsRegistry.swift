import Synchronization

/// Owns a process's metrics and writes them for a scraper.
///
/// `counter`, `sum`, `gauge` and `histogram` get or create: the same name and labels give the same object, so a hot path asks
/// once and keeps it. A malformed name, or one that is already of another kind, label set or buckets, is a mistake in the
/// code and stops the process.
package final class MetricsRegistry: Sendable {
    package static let shared = MetricsRegistry()

    private struct State {
        var families: [String: MetricFamily] = [:]
        var collectors: [@Sendable () -> [MetricSample]] = []
    }

    private let state = Mutex(State())
    private let seriesLimit: Int

    /// - Parameter seriesLimit: how many label combinations a family may have before new ones share one overflow series.
    package init(seriesLimit: Int = 1000) {
        self.seriesLimit = seriesLimit
    }

    package func counter(
        _ name: String, help: String, labels: KeyValuePairs<String, String> = [:]
    ) -> Counter {
        guard case .counter(let counter) = series(name, .counter, help, labels) else {
            preconditionFailure("a counter family holds counters")
        }
        return counter
    }

    package func sum(
        _ name: String, help: String, labels: KeyValuePairs<String, String> = [:]
    ) -> Sum {
        guard case .sum(let sum) = series(name, .sum, help, labels) else {
            preconditionFailure("a family of sums holds sums")
        }
        return sum
    }

    package func gauge(
        _ name: String, help: String, labels: KeyValuePairs<String, String> = [:]
    ) -> Gauge {
        guard case .gauge(let gauge) = series(name, .gauge, help, labels) else {
            preconditionFailure("a gauge family holds gauges")
        }
        return gauge
    }

    package func histogram(
        _ name: String, help: String, labels: KeyValuePairs<String, String> = [:],
        buckets: [Double] = Histogram.latencyBuckets
    ) -> Histogram {
        guard case .histogram(let histogram) = series(name, .histogram, help, labels, bounds: buckets) else {
            preconditionFailure("a histogram family holds histograms")
        }
        return histogram
    }

    /// Asks `collect` for samples at each scrape. It must be quick and must not wait: it runs on the scraper's thread.
    package func onCollect(_ collect: @escaping @Sendable () -> [MetricSample]) {
        state.withLock { $0.collectors.append(collect) }
    }

    /// Everything in the Prometheus text format 0.0.4, sorted by name.
    package func render() -> String {
        let (families, collectors) = state.withLock { ($0.families, $0.collectors) }
        var text = PrometheusText(seriesLimit: seriesLimit)
        families.values.forEach { text.add($0) }
        // Outside of the lock: a collector may well ask for a metric itself.
        for collect in collectors { collect().forEach { text.add($0) } }
        return text.rendered()
    }

    private func series(
        _ name: String, _ kind: MetricKind, _ help: String, _ pairs: KeyValuePairs<String, String>,
        bounds: [Double] = []
    ) -> MetricSeries {
        let labels = MetricLabels(pairs)
        return state.withLock {
            $0.families[
                name, default: MetricFamily(name: name, kind: kind, help: help, labelNames: labels.names, bounds: bounds)
            ].series(labels, kind: kind, bounds: bounds, limit: seriesLimit)
        }
    }
}
