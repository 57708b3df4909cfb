/// Whether the buckets can be reached. While they cannot, nobody waits for them; once in a while one request tries, without waiting.
struct StoreOutage: Sendable {
    private static let pause: Duration = .seconds(1)
    private static let silence: Duration = .seconds(10)

    /// Nil while they can.
    private var nextTry: ContinuousClock.Instant?
    private var lastTold: ContinuousClock.Instant?

    var isOver: Bool { nextTry == nil }

    /// Returns whether that is worth a line in the log: it was not told a moment ago.
    mutating func failed(_ now: ContinuousClock.Instant) -> Bool {
        nextTry = now + Self.pause
        if let lastTold, now - lastTold < Self.silence { return false }
        lastTold = now
        return true
    }

    mutating func answered() { nextTry = nil }

    mutating func shouldTry(_ now: ContinuousClock.Instant) -> Bool {
        guard let nextTry, now >= nextTry else { return false }
        self.nextTry = now + Self.pause
        return true
    }
}
