import Observability
import Synchronization

/// How much memory this process holds, and whether that grows for good.
final class MemoryFigures: Sendable {
    private let trend = Mutex(LeakTrend())

    func measure(at now: ContinuousClock.Instant) -> [Measurement] {
        guard let bytes = ResidentMemory.bytes else { return [] }
        let growth = trend.withLock { trend in
            trend.add(Double(bytes), at: now)
            return trend.growth
        }
        // Too early to tell is no growth yet; the metric shall be there from the start.
        return [Measurement(.memory, Double(bytes)), Measurement(.memoryGrowth, growth ?? 0)]
    }
}
