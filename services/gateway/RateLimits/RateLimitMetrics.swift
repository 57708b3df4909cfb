import Observability

/// Counts verdicts, by rule.
struct RateLimitMetrics: Sendable {
    private struct Series: Sendable {
        let allowed: Counter
        let refused: Counter
        let failedOpen: Counter
    }

    private let anonymous: Series
    private let user: Series
    private let signIn: Series
    /// Round trips to Redis.
    let asked: Counter

    init(_ registry: MetricsRegistry) {
        anonymous = Self.series(.anonymous, registry)
        user = Self.series(.user, registry)
        signIn = Self.series(.signIn, registry)
        asked = registry.counter("rate_limit_asks_total", help: "Questions to Redis for tokens.")
    }

    func count(_ verdict: RateLimitVerdict, _ rule: RateLimitRule) {
        let series = series(rule)
        switch verdict {
        case .allowed: series.allowed.increment()
        case .refused: series.refused.increment()
        case .uncounted: series.failedOpen.increment()
        }
    }

    private func series(_ rule: RateLimitRule) -> Series {
        switch rule {
        case .anonymous: anonymous
        case .user: user
        case .signIn: signIn
        }
    }

    private static func series(_ rule: RateLimitRule, _ registry: MetricsRegistry) -> Series {
        func counter(_ name: String, _ help: String) -> Counter {
            registry.counter("rate_limit_\(name)_total", help: help, labels: ["rule": rule.rawValue])
        }
        return Series(
            allowed: counter("allowed", "Requests within their limit."), refused: counter("refused", "Requests beyond their limit: 429."),
            failedOpen: counter("failed_open", "Requests that went on uncounted, because Redis did not answer in time."))
    }
}
