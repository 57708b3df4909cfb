/// Whether memory grows steadily: the rise of the line through its last hour, as a share of its mean.
///
/// A share, so that it means the same for a small process and a large one; and only once the line spans half an hour and the points lie
/// near it: a process that warms up, or that works in waves, leaks nothing.
package struct LeakTrend: Sendable {
    static let interval: Duration = .seconds(60)
    static let minimumSpan: Duration = .seconds(1800)
    static let memory = 60
    /// How much of the points' spread the line must explain.
    static let minimumFit = 0.8

    private var points: [(at: ContinuousClock.Instant, bytes: Double)] = []

    package init() {}

    /// What comes sooner after the last one than a minute is left out.
    package mutating func add(_ bytes: Double, at now: ContinuousClock.Instant) {
        if let last = points.last, now - last.at < Self.interval { return }
        points.append((now, bytes))
        if points.count > Self.memory { points.removeFirst() }
    }

    /// 0.1: a tenth more within the hour. 0 where there is no steady rise; nil while it is too early to tell.
    package var growth: Double? {
        guard let first = points.first, let last = points.last, last.at - first.at >= Self.minimumSpan else { return nil }
        let times = points.map { ($0.at - first.at) / .seconds(1) }
        let (time, bytes) = (Self.mean(times), Self.mean(points.map(\.bytes)))
        var (together, ofTimes, ofBytes) = (0.0, 0.0, 0.0)
        for (x, point) in zip(times, points) {
            together += (x - time) * (point.bytes - bytes)
            ofTimes += (x - time) * (x - time)
            ofBytes += (point.bytes - bytes) * (point.bytes - bytes)
        }
        guard ofTimes > 0, ofBytes > 0, bytes > 0, together > 0 else { return 0 }
        guard together * together / (ofTimes * ofBytes) >= Self.minimumFit else { return 0 }
        return together / ofTimes * (times.last ?? 0) / bytes
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
