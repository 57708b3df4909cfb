import Glibc

extension Deadline {
    /// A deadline that another process sent. Both clocks tell Unix time; one that is skewed shifts the deadline.
    package init(wireMilliseconds: Int64) {
        let (left, overflow) = wireMilliseconds.subtractingReportingOverflow(Self.unixMilliseconds())
        // Kept within about 31 years, so that a nonsense number can neither overflow an instant nor outlive anyone.
        let bounded = overflow ? (wireMilliseconds < 0 ? -Self.longest : Self.longest) : left
        self = .after(.milliseconds(min(max(bounded, -Self.longest), Self.longest)))
    }

    /// Unix time in milliseconds: what travels, because a monotonic clock means nothing to another process.
    package var wireMilliseconds: Int64 {
        Self.unixMilliseconds() + Int64(((instant - .now) / .milliseconds(1)).rounded())
    }

    private static let longest: Int64 = 1_000_000_000_000

    private static func unixMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
