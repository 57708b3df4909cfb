/// Whether a reader consumes: when something last passed through it, from the stream to its acknowledgement. A value; time is passed in.
///
/// A reader that has seen nothing for a second sends a canary. The group deals entries out to those that wait longest, so where
/// several wait they come by turns; one that gets none for so long is up but consumes nothing.
struct Liveness: Sendable {
    enum Status: Sendable, Hashable {
        case live
        /// Nothing has passed for a while: something should be sent.
        case quiet
        case stuck(Duration)
    }

    static let patience: Duration = .seconds(8)
    private static let quiet: Duration = .seconds(1)
    /// Nil before it has started.
    private var last: ContinuousClock.Instant?

    mutating func started(_ now: ContinuousClock.Instant) { last = now }

    mutating func passed(_ now: ContinuousClock.Instant) { last = now }

    /// - Parameter isFull: every slot is taken, so that nothing needs to be read.
    func status(isFull: Bool, now: ContinuousClock.Instant) -> Status {
        guard let last, !isFull else { return .live }
        let silence = now - last
        if silence > Self.patience { return .stuck(silence) }
        return silence > Self.quiet ? .quiet : .live
    }
}
