/// The runs that took too long: all are counted, and the last are remembered.
package struct SlowStatements: Sendable {
    package struct Run: Sendable, Equatable {
        /// Without literals, and cut at 200 characters.
        package let statement: String
        package let duration: Duration
        package let ended: ContinuousClock.Instant
    }

    static let memory = 20

    package private(set) var count = 0
    /// Newest first.
    package private(set) var latest: [Run] = []

    mutating func add(_ statement: String, _ duration: Duration) {
        count += 1
        latest.insert(Run(statement: statement, duration: duration, ended: .now), at: 0)
        if latest.count > Self.memory { latest.removeLast() }
    }
}
