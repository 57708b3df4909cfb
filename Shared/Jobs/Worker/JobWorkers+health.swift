import Observability
import Redis

extension JobWorkers {
    /// Unhealthy while a type's reader consumes nothing. A process whose every slot is taken is well: it works.
    package var healthCheck: HealthCheck {
        HealthCheck("jobs", isCritical: true) {
            let now = ContinuousClock.now
            let stuck = workers.compactMap { worker -> String? in
                guard case .stuck(let silence) = worker.status(now: now) else { return nil }
                return "\(worker.type.name): nothing consumed for \(silence.components.seconds) s"
            }
            return stuck.isEmpty ? .healthy : .unhealthy(stuck.joined(separator: "; "))
        }
    }

    /// Sends something to read to every reader that has had nothing for a while.
    func sendCanaries() async {
        // Out of step with the readers, whose reads end as often: in step, the same one might be first in line each time.
        await untilCancelled(every: .milliseconds(500), pausing: pause) {
            for worker in workers where worker.status(now: .now) != .live {
                _ = try await client.run(JobScripts.canary, [worker.type.name, name])
            }
        }
    }

    func measureDepths() async {
        let queue = JobQueue(client: client)
        await untilCancelled(every: .seconds(5)) { depths.set(try await queue.types()) }
    }
}
