/// How often and when something is tried again.
package struct RetryPolicy: Sendable {
    /// With the first one.
    package let attempts: Int
    package let backoff: Backoff
    /// An attempt that could not have so long before the deadline is not made.
    package let room: Duration

    package init(
        attempts: Int = 3, backoff: Backoff = Backoff(base: .milliseconds(50), maximum: .seconds(1)), room: Duration = .milliseconds(50)
    ) {
        precondition(attempts > 0, "something is tried at least once")
        self.attempts = attempts
        self.backoff = backoff
        self.room = room
    }

    /// The wait before the next attempt, with full jitter; nil if there is to be none.
    func delay(
        afterFailures failures: Int, remaining: Duration?, using generator: inout some RandomNumberGenerator
    ) -> Duration? {
        guard failures < attempts else { return nil }
        let delay = backoff.delay(attempt: failures - 1, using: &generator)
        if let remaining, remaining < delay + room { return nil }
        return delay
    }
}
