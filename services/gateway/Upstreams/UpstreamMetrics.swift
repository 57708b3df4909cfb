import Contracts
import Logging
import Observability
import Resilience

extension Upstreams {
    /// Breakers whose changes are logged and counted, and whose state is a metric.
    static func observed(_ metrics: MetricsRegistry, _ logger: Logger) -> Upstreams {
        let upstreams = Upstreams { name, transition in
            metrics.counter(
                "breaker_transitions_total", help: "Changes of a breaker's mode.",
                labels: ["service": name.rawValue, "to": transition.to.rawValue]
            ).increment()
            logger.notice(
                "breaker",
                metadata: [
                    "service": "\(name.rawValue)", "from": "\(transition.from.rawValue)", "to": "\(transition.to.rawValue)",
                    "reason": "\(transition.reason.rawValue)",
                ])
        }
        metrics.onCollect { names.flatMap { name in upstreams[name].map { samples(name, $0) } ?? [] } }
        return upstreams
    }

    private static func samples(_ name: ServiceName, _ upstream: Upstream) -> [MetricSample] {
        let labels: KeyValuePairs<String, String> = ["service": name.rawValue]
        let (breaker, limit) = (upstream.breaker.snapshot(), upstream.limiter.snapshot)
        return [
            .gauge("breaker_open", help: "1 while a breaker is open, 0.5 while it probes.", labels: labels, breaker.mode.level),
            .counter("breaker_rejected_total", help: "Requests turned away by a breaker.", labels: labels, Double(breaker.rejectedTotal)),
            .gauge("upstream_limit", help: "Requests that may be asked at once.", labels: labels, Double(limit.limit)),
            .gauge("upstream_in_flight", help: "Requests being asked.", labels: labels, Double(limit.inFlight)),
            .counter(
                "upstream_shed_total", help: "Requests turned away by the limit.", labels: labels,
                Double(limit.shed.values.reduce(0, +))),
        ]
    }
}

extension BreakerMode {
    fileprivate var level: Double {
        switch self {
        case .closed: 0
        case .halfOpen: 0.5
        case .open: 1
        }
    }
}
