/// How long to wait before trying again: exponential with full jitter, so that clients that failed together do not come
/// back together. Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
package struct Backoff: Sendable {
    package let base: Duration
    package let maximum: Duration
    private var failures = 0

    /// - Precondition: `base` is above zero and not above `maximum`.
    package init(base: Duration, maximum: Duration) {
        precondition(base > .zero && base <= maximum, "a backoff needs 0 < base <= maximum")
        self.base = base
        self.maximum = maximum
    }

    /// The ceiling after `attempt` failures, counted from zero: `base * 2^attempt`, at most `maximum`.
    package func ceiling(attempt: Int) -> Duration {
        precondition(attempt >= 0, "attempts are counted from zero")
        // Beyond 2^62 every base has long met its maximum.
        let factor = Double(UInt64(1) << UInt64(min(attempt, 62)))
        return factor >= maximum / base ? maximum : base * factor
    }

    /// A wait that is uniform between zero and the ceiling.
    package func delay(attempt: Int, using generator: inout some RandomNumberGenerator) -> Duration {
        ceiling(attempt: attempt) * Double.random(in: 0...1, using: &generator)
    }

    /// The wait after one more failure.
    package mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
        defer { failures += 1 }
        return delay(attempt: failures, using: &generator)
    }

    package mutating func next() -> Duration {
        var generator = SystemRandomNumberGenerator()
        return next(using: &generator)
    }

    /// It worked: the next failure is a first one again.
    package mutating func reset() {
        failures = 0
    }
}
