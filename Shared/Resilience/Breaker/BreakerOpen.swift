/// The call was not made: what it would go to is failing, or is being probed by others.
package struct BreakerOpen: Error, Sendable, Equatable, CustomStringConvertible {
    /// Of the breaker.
    package let name: String
    /// When asking again may help.
    package let retryAfter: Duration

    /// For a `Retry-After` header: rounded up, at least one.
    package var retryAfterSeconds: Int { max(1, retryAfter.secondsRoundedUp) }

    package var description: String { "the breaker of \(name) lets nothing through; ask again in \(retryAfterSeconds) s" }
}
