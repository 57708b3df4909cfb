import Contracts
import HTTPTypes
import Logging
import Observability

/// Counts and logs requests. The route's pattern is the label, never the path: there are as many series as routes.
struct RequestObserver: Sendable {
    private struct Series: Sendable {
        /// By the first digit of the status.
        let counters: [Counter]
        let seconds: Histogram
    }

    private let series: [Series]
    private let unmatched: Series
    /// Of what a service answers. Files, uploads and events take as long as they take.
    let askedTimes: [Histogram]
    let signInTimes: [Histogram]
    private let inFlight: Gauge
    private let hits: Counter
    private let logger: Logger

    init(routes: [Route], metrics: MetricsRegistry, logger: Logger) {
        series = routes.map { Self.series($0.path.description, $0.method.rawValue, metrics) }
        askedTimes = zip(routes, series).filter { $0.0.asksService }.map(\.1.seconds)
        signInTimes = zip(routes, series).filter { $0.0.path.description == Route.prefix + "/auth/login" }.map(\.1.seconds)
        unmatched = Self.series("unmatched", "any", metrics)
        inFlight = metrics.gauge("http_requests_in_flight", help: "Requests being answered.")
        hits = metrics.counter("http_immediate_hits_total", help: "Requests answered from the cache without a task.")
        self.logger = logger
    }

    /// How many requests were answered with 1xx, 2xx, … 5xx.
    var statuses: [UInt64] {
        (0..<5).map { place in (series + [unmatched]).reduce(0) { $0 + $1.counters[place].value } }
    }

    func began() { inFlight.increment() }
    func ended() { inFlight.decrement() }

    /// A kept answer, which is no news in the log.
    func hit(route: Int, status: Int, after duration: Duration) {
        series[route].counters[min(max(status / 100, 1), 5) - 1].increment()
        series[route].seconds.observe(duration)
        hits.increment()
    }

    func answered(_ arrival: Arrival, route: Int?, status: Int, after duration: Duration) {
        let series = route.map { self.series[$0] } ?? unmatched
        series.counters[min(max(status / 100, 1), 5) - 1].increment()
        series.seconds.observe(duration)
        let level: Logger.Level = status >= 500 ? .info : .debug
        guard logger.logLevel <= level else { return }
        logger.log(
            level: level, "request",
            metadata: [
                "id": "\(arrival.requestID)", "method": "\(arrival.head.method.rawValue)", "path": "\(arrival.path.prefix(200))",
                "status": "\(status)", "ms": "\(duration / .milliseconds(1))", "trace": "\(arrival.trace.traceID)",
            ])
    }

    private static func series(_ route: String, _ method: String, _ metrics: MetricsRegistry) -> Series {
        Series(
            counters: (1...5).map {
                metrics.counter(
                    "http_requests_total", help: "Requests answered.",
                    labels: ["route": route, "method": method, "status": "\($0)xx"])
            },
            seconds: metrics.histogram(
                "http_request_seconds", help: "From a request's head to the end of its answer.",
                labels: ["route": route, "method": method]))
    }
}
