package struct BreakerTransition: Sendable, Equatable {
    /// Counted from one over the breaker's life, so that those who hear of two in the wrong order can tell.
    package let number: Int
    package let from: BreakerMode
    package let to: BreakerMode
    package let reason: BreakerReason
    package let at: ContinuousClock.Instant
}
