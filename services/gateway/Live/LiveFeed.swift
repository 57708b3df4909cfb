/// What `GET /events` works with.
struct LiveFeed: Sendable {
    let hub: LiveHub
    let history: any LiveHistory
    let metrics: LiveMetrics

    init(_ limits: LiveLimits, history: any LiveHistory, metrics: LiveMetrics) {
        hub = LiveHub(limits, metrics: metrics)
        self.history = history
        self.metrics = metrics
    }
}
