import Observability
import Synchronization

/// How long the lines are, as metrics. Every worker process tells the same of all types: take the maximum over them.
final class QueueDepths: Sendable {
    private let types = Mutex<[TypeReport]>([])

    init(_ registry: MetricsRegistry) {
        registry.onCollect { [self] in
            types.withLock { $0 }.flatMap { type -> [MetricSample] in
                let states = [
                    ("waiting", type.waiting), ("active", type.active), ("delayed", type.delayed), ("failed", type.failed),
                ]
                return states.map { state, count in
                    .gauge("jobs_depth", help: "Jobs by state.", labels: ["type": type.type, "state": state], Double(count))
                } + [
                    .gauge(
                        "jobs_oldest_waiting_seconds", help: "How long the job that has waited longest could have started.",
                        labels: ["type": type.type], type.oldestWaiting / .seconds(1)),
                    .gauge(
                        "jobs_paused", help: "1 while the type's queue is paused.", labels: ["type": type.type], type.isPaused ? 1 : 0),
                ]
            }
        }
    }

    func set(_ reports: [TypeReport]) { types.withLock { $0 = reports } }
}
