/// The moment after which nobody waits for the answer any more.
package struct Deadline: Sendable, Hashable, Comparable {
    /// The deadline of the current task; nil where none was set.
    @TaskLocal package static var current: Deadline?

    package let instant: ContinuousClock.Instant

    package init(_ instant: ContinuousClock.Instant) {
        self.instant = instant
    }

    package static func after(_ duration: Duration) -> Deadline {
        Deadline(.now + duration)
    }

    /// Zero once it has passed, never negative.
    package var remaining: Duration { max(.zero, instant - .now) }

    package var hasPassed: Bool { instant <= .now }

    /// - Throws: `DeadlinePassed` if the current task's deadline has.
    package static func check() throws(DeadlinePassed) {
        if let current, current.hasPassed { throw DeadlinePassed() }
    }

    package static func < (lhs: Deadline, rhs: Deadline) -> Bool {
        lhs.instant < rhs.instant
    }
}
