/// One derivation that waits for a thread.
struct HashingJob: Sendable {
    let id: UInt64
    let submitted: ContinuousClock.Instant
    /// Does the work and resumes who waits for it.
    let run: @Sendable () -> Void
    /// Resumes who waits for it with an error, without doing the work.
    let refuse: @Sendable (any Error) -> Void
}
