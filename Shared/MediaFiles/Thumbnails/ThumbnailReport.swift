/// What making the nine files took.
package struct ThumbnailReport: Sendable {
    /// One after another, in this order.
    package var stages: [(name: String, duration: Duration)] = []
    /// All nine files together.
    package var bytes: Int64 = 0

    package var total: Duration { stages.reduce(.zero) { $0 + $1.duration } }

    mutating func measure<Value>(_ name: String, _ work: () async throws -> Value) async rethrows -> Value {
        let clock = ContinuousClock()
        let start = clock.now
        defer { stages.append((name, start.duration(to: clock.now))) }
        return try await work()
    }
}
