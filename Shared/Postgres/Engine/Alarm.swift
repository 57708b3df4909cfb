import Synchronization

/// The earliest instant at which the reactor has to look at its deadlines.
final class Alarm: Sendable {
    private static let never = UInt64.max

    private let origin = ContinuousClock.now
    /// Nanoseconds after `origin`.
    private let due = Atomic<UInt64>(never)

    /// True if `instant` is now the earliest, so that a sleeping reactor has to be woken.
    func set(_ instant: ContinuousClock.Instant) -> Bool {
        let wanted = nanoseconds(until: instant)
        var current = due.load(ordering: .relaxed)
        while wanted < current {
            let (exchanged, seen) = due.weakCompareExchange(
                expected: current, desired: wanted, ordering: .acquiringAndReleasing)
            if exchanged { return true }
            current = seen
        }
        return false
    }

    func clear() { due.store(Self.never, ordering: .releasing) }

    var isDue: Bool {
        let due = due.load(ordering: .acquiring)
        return due != Self.never && due <= nanoseconds(until: .now)
    }

    /// Rounded up, since `epoll_wait` would otherwise return just too early and spin; -1 waits for ever.
    var millisecondsLeft: Int32 {
        let due = due.load(ordering: .acquiring)
        guard due != Self.never else { return -1 }
        let now = nanoseconds(until: .now)
        return due <= now ? 0 : Int32(clamping: (due - now + 999_999) / 1_000_000)
    }

    private func nanoseconds(until instant: ContinuousClock.Instant) -> UInt64 {
        let (seconds, attoseconds) = (instant - origin).components
        return UInt64(max(0, seconds)) * 1_000_000_000 + UInt64(max(0, attoseconds)) / 1_000_000_000
    }
}
