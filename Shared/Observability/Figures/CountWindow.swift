/// How much a row of counters has grown within a span of time. A value: what is read and when are passed in.
package struct CountWindow: Sendable {
    private struct Reading {
        let at: ContinuousClock.Instant
        let counts: [UInt64]
    }

    private let span: Duration
    private var readings: [Reading] = []

    package init(span: Duration = .seconds(300)) { self.span = span }

    /// Counters only grow. Where one fell they began anew, and so does the window.
    package mutating func read(_ counts: [UInt64], at now: ContinuousClock.Instant) {
        if let last = readings.last, last.counts.count != counts.count || zip(last.counts, counts).contains(where: { $0 > $1 }) {
            readings.removeAll()
        }
        readings.append(Reading(at: now, counts: counts))
        // The newest of those that are too old stays: growth is counted from it.
        while readings.count > 2, now - readings[1].at >= span { readings.removeFirst() }
    }

    /// Since the oldest reading; zeros before there are two.
    package var growth: [UInt64] {
        guard let first = readings.first, let last = readings.last else { return [] }
        return zip(last.counts, first.counts).map { $0 - $1 }
    }
}
