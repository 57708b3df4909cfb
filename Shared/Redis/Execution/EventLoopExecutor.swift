import NIOCore
import Synchronization

/// Runs tasks on one event loop, so that a task and the connections that it uses share a thread.
///
/// Jobs are gathered and run together: however many become ready in one turn of the loop, the loop is woken once,
/// and what they write leaves in one batch after them. Jobs enqueued after the loop's shutdown never run.
package final class EventLoopExecutor: TaskExecutor {
    private struct Jobs {
        var ready: [UnownedJob] = []
        var isScheduled = false
        /// Turns in a row after which work was left.
        var busyTurns = 0
    }

    // After so many rounds the sockets get their turn, even if tasks keep making each other ready.
    private static let roundsPerTurn = 16
    // A loop looks at its sockets only when nothing is left to run at this instant, so what is left runs an instant later.
    static let pause = TimeAmount.microseconds(5)
    // On a slow machine that instant may be over before the loop looks; so, once in many turns, a pause that no machine misses.
    private static let surePause = TimeAmount.milliseconds(1)
    private static let turnsPerSurePause = 32

    package let eventLoop: any EventLoop
    private let pause: TimeAmount
    private let jobs = Mutex(Jobs())

    package convenience init(eventLoop: any EventLoop) {
        self.init(eventLoop: eventLoop, pause: Self.pause)
    }

    init(eventLoop: any EventLoop, pause: TimeAmount) {
        self.eventLoop = eventLoop
        self.pause = pause
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = jobs.withLock { jobs in
            jobs.ready.append(job)
            defer { jobs.isScheduled = true }
            return !jobs.isScheduled
        }
        if isFirst { eventLoop.execute { self.runReady() } }
    }

    private func runReady() {
        var round: [UnownedJob] = []
        for _ in 0..<Self.roundsPerTurn {
            round.removeAll(keepingCapacity: true)
            guard takeReady(into: &round) else { return }
            for job in round { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
        eventLoop.scheduleTask(in: nextPause()) { self.runReady() }
    }

    private func nextPause() -> TimeAmount {
        jobs.withLock { jobs in
            jobs.busyTurns = (jobs.busyTurns + 1) % Self.turnsPerSurePause
            return jobs.busyTurns == 0 ? Self.surePause : pause
        }
    }

    private func takeReady(into round: inout [UnownedJob]) -> Bool {
        // Swapped, not copied: the two arrays take turns and keep their memory.
        jobs.withLock { jobs in
            swap(&jobs.ready, &round)
            jobs.isScheduled = !round.isEmpty
            if round.isEmpty { jobs.busyTurns = 0 }
            return jobs.isScheduled
        }
    }
}
