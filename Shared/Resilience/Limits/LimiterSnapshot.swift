package struct LimiterSnapshot: Sendable, Equatable {
    package let limit: Int
    package let inFlight: Int
    /// What a call takes when it does not wait; nil until enough have been seen.
    package let baselineLatency: Duration?
    /// Turned away since the process started; every priority is in it.
    package let shed: [RequestPriority: Int]
}
