package enum BreakerMode: String, Sendable {
    /// Every call is let in.
    case closed
    /// None is.
    case open
    /// A few are, as probes.
    case halfOpen = "half-open"
}
