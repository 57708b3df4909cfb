/// A breaker as an operator sees it. Times are on the monotonic clock: their distance from `takenAt` tells their age.
package struct BreakerSnapshot: Sendable, Equatable {
    /// An open breaker whose time is up is open until somebody asks.
    package let mode: BreakerMode
    /// Whether it was opened by hand and stays so until it is told otherwise.
    package let isHeld: Bool
    package let since: ContinuousClock.Instant
    package let takenAt: ContinuousClock.Instant
    /// What a caller would be told; nil where it would be let in.
    package let retryAfter: Duration?
    /// Of calls while it was closed, within the window. After it opened they stay until they are too old.
    package let counts: BreakerCounts
    package let consecutiveFailures: Int
    /// Probes that are out, and those of this half-open time that succeeded.
    package let probes: Int
    package let probeSuccesses: Int
    /// Since the process started, as is the number of transitions.
    package let rejectedTotal: Int
    package let transitionsTotal: Int
    /// The last 20, oldest first.
    package let transitions: [BreakerTransition]

    /// Rounded up.
    package var retryAfterSeconds: Int? { retryAfter?.secondsRoundedUp }
}
