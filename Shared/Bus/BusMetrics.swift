import Contracts
import Observability

/// Counts of the bus, made once and then only incremented.
struct BusMetrics: Sendable {
    private struct PerService: Sendable {
        let answered: Counter
        let failed: Counter
        let timedOut: Counter
        let shed: Counter
        let backlog: Gauge
        let seconds: Histogram
    }

    private let services: [ServiceName: PerService]
    let handled: Counter
    let expired: Counter
    let claimed: Counter
    let claimSeconds: Histogram
    let dead: Counter
    let queueSeconds: Histogram
    let handling: DurationSpread
    let running: Gauge
    private let registry: MetricsRegistry

    init(_ registry: MetricsRegistry) {
        self.registry = registry
        func outcome(_ service: ServiceName, _ outcome: String) -> Counter {
            registry.counter(
                "bus_requests_total", help: "Requests sent over the bus, by what came of them.",
                labels: ["service": service.rawValue, "outcome": outcome])
        }
        services = Dictionary(
            uniqueKeysWithValues: ServiceName.allCases.map { service in
                let measures = PerService(
                    answered: outcome(service, "answered"), failed: outcome(service, "failed"),
                    timedOut: outcome(service, "timed_out"), shed: outcome(service, "shed"),
                    backlog: registry.gauge(
                        "bus_backlog_entries", help: "Entries in a service's request stream when last looked.",
                        labels: ["service": service.rawValue]),
                    seconds: registry.histogram(
                        "bus_request_seconds", help: "From sending a request to its answer.", labels: ["service": service.rawValue],
                        buckets: Histogram.fineLatencyBuckets))
                return (service, measures)
            })
        handled = registry.counter("bus_handled_total", help: "Requests that this process answered.")
        expired = registry.counter("bus_expired_total", help: "Requests dropped because their deadline had passed when read.")
        claimed = registry.counter("bus_claimed_total", help: "Requests taken over from a consumer that died.")
        claimSeconds = registry.histogram(
            "bus_claim_seconds", help: "From a request's delivery to a consumer that died until another took it over.")
        dead = registry.counter("bus_dead_letters_total", help: "Requests and events moved to a dead-letter stream.")
        queueSeconds = registry.histogram(
            "bus_queue_seconds", help: "From the entry in the stream to its handler.", buckets: Histogram.fineLatencyBuckets)
        handling = DurationSpread(registry, "bus_handler", help: "From the start of a handler to its answer.")
        running = registry.gauge("bus_running_requests", help: "Requests whose handler runs now.")
    }

    /// What a process that answers tells besides: how much it may do at a time, and the time of each operation that it knows.
    func answers(_ operations: [String], concurrency: Int) -> [String: Histogram] {
        registry.gauge("bus_concurrency_limit", help: "Requests that this process works on at a time.").set(Double(concurrency))
        return Dictionary(
            uniqueKeysWithValues: operations.map { name in
                (
                    name,
                    registry.histogram(
                        "bus_operation_seconds", help: "From the start of a handler to its answer, by what was asked.",
                        labels: ["operation": name])
                )
            })
    }

    func asked(_ service: ServiceName, _ result: Result<Answer, BusError>, after duration: Duration) {
        guard let measures = services[service] else { return }
        if case .success = result {
            measures.answered.increment()
            measures.seconds.observe(duration)
        } else {
            measures.failed.increment()
        }
    }

    func timedOut(_ service: ServiceName) { services[service]?.timedOut.increment() }

    func shed(_ service: ServiceName) { services[service]?.shed.increment() }

    func backlog(_ service: ServiceName, _ length: Int) { services[service]?.backlog.set(Double(length)) }
}
