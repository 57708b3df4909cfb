import Observability
import Synchronization

/// How this process's checks stand, and how long they take: the median of the last runs, since one alone says more of the scheduler.
final class HealthFigures: Sendable {
    private static let runs = 9

    private let monitor: HealthMonitor
    private let durations = Mutex<[String: [Double]]>([:])

    init(_ monitor: HealthMonitor) { self.monitor = monitor }

    func measure() async -> [Measurement] { await monitor.report().checks.flatMap(figures) }

    private func figures(_ result: HealthCheckResult) -> [Measurement] {
        let runs = durations.withLock { durations in
            let last = (durations[result.name, default: []] + [result.duration / .seconds(1)]).suffix(Self.runs)
            durations[result.name] = Array(last)
            return last.sorted()
        }
        let isFailing = result.isCritical && result.status.level == .unhealthy
        let isWell = result.status.level == .healthy
        return [
            Measurement(.healthCheckTime, runs[runs.count / 2], samples: runs.count, of: result.name),
            Measurement(.failingCheck, isFailing ? 1 : 0, of: result.name),
            Measurement(.degradedCheck, isFailing || isWell ? 0 : 1, of: result.name),
        ]
    }
}
