/// Why a breaker changed its mode.
package enum BreakerReason: String, Sendable {
    case consecutiveFailures
    case failureRatio
    case slowRatio
    /// It had been open for its time, and somebody asked.
    case openTimePassed
    case probeFailed
    /// A probe succeeded, but as slowly as what is meant to open a breaker.
    case probeSlow
    case probesSucceeded
    /// An operator, or a rule that acts for one.
    case manual
}
