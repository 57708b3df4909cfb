import NIOCore

/// Exponential backoff with full jitter: each pause lies evenly between nothing and a bound that doubles.
struct ReconnectBackoff {
    let minimum: TimeAmount
    let maximum: TimeAmount
    private var bound: TimeAmount

    init(minimum: TimeAmount, maximum: TimeAmount) {
        self.minimum = minimum
        self.maximum = max(minimum, maximum)
        bound = minimum
    }

    mutating func next(jitter: Double) -> TimeAmount {
        defer { bound = min(maximum, .nanoseconds(bound.nanoseconds &* 2)) }
        return .nanoseconds(Int64(Double(bound.nanoseconds) * jitter))
    }

    mutating func reset() {
        bound = minimum
    }
}
