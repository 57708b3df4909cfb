import Observability
import Synchronization

/// What share of each type's jobs has failed for good of late.
final class JobFailureFigures: Sendable {
    private struct Line {
        let type: String
        let completed: Counter
        let failed: Counter
        var window = CountWindow(span: .seconds(600))
    }

    private let lines: Mutex<[Line]>

    init(_ types: [String], _ metrics: MetricsRegistry) {
        func counter(_ type: String, _ outcome: String) -> Counter {
            metrics.counter(
                "jobs_attempts_total", help: "Attempts at jobs, by how they ended.", labels: ["type": type, "outcome": outcome])
        }
        lines = Mutex(
            types.map { Line(type: $0, completed: counter($0, "completed"), failed: counter($0, "failed")) })
    }

    func measure(at now: ContinuousClock.Instant) -> [Measurement] {
        lines.withLock { lines in
            lines.indices.compactMap { place in
                lines[place].window.read([lines[place].completed.value, lines[place].failed.value], at: now)
                let ended = lines[place].window.growth
                let all = ended[0] + ended[1]
                return all == 0
                    ? nil : Measurement(.jobFailures, Double(ended[1]) / Double(all), samples: Int(all), of: lines[place].type)
            }
        }
    }
}
