/// What a call told about the dependency that it went to.
package enum BreakerOutcome: Sendable {
    /// It does its work. An answer that is the caller's own fault (not found, forbidden) is one of these.
    case succeeded
    case failed
    /// Nothing: the call was cancelled, or never got there.
    case ignored
}
