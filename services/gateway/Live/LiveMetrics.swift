import Observability

struct LiveMetrics: Sendable {
    let clients: Gauge
    let sent: Counter
    private let endings: [LiveEnding: Counter]

    init(_ registry: MetricsRegistry) {
        clients = registry.gauge("live_clients", help: "Clients that follow events.")
        sent = registry.counter("live_events_sent_total", help: "Events sent to clients.")
        endings = Dictionary(
            uniqueKeysWithValues: LiveEnding.allCases.map { ending in
                let counter = registry.counter(
                    "live_clients_ended_total", help: "Streams of events that ended, by why; slow ones were dropped.",
                    labels: ["reason": ending.rawValue])
                return (ending, counter)
            })
    }

    func ended(_ ending: LiveEnding) { endings[ending]?.increment() }
}
