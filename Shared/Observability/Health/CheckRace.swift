import Synchronization

/// Lets the first of a check and its timer answer, and cancels the other.
final class CheckRace: Sendable {
    private struct State {
        var waiting: CheckedContinuation<HealthStatus, Never>?
        var contenders: [Task<Void, Never>] = []
        var isOver = false
    }

    private let state = Mutex(State())

    /// The status that comes first. A check that ignores its cancellation is left behind, not waited for.
    static func status(
        of check: HealthCheck, whenReturned: @escaping @Sendable () -> Void
    ) async -> HealthStatus {
        let race = CheckRace()
        return await withCheckedContinuation { continuation in
            race.state.withLock { $0.waiting = continuation }
            // Unstructured, both: a task group would wait for the loser, and a stuck check would hold up the report.
            race.enter(
                Task {
                    let status = await check.run()
                    whenReturned()
                    race.finish(status)
                })
            race.enter(
                Task {
                    // Woken early only because the check has answered, and then nobody listens any more.
                    try? await Task.sleep(for: check.timeout)
                    race.finish(.unhealthy("no answer within \(check.timeout)"))
                })
        }
    }

    private func enter(_ contender: Task<Void, Never>) {
        let isOver = state.withLock {
            if !$0.isOver { $0.contenders.append(contender) }
            return $0.isOver
        }
        if isOver { contender.cancel() }
    }

    private func finish(_ status: HealthStatus) {
        let (waiting, contenders) = state.withLock { state in
            defer { state = State(isOver: true) }
            return (state.waiting, state.contenders)
        }
        contenders.forEach { $0.cancel() }
        waiting?.resume(returning: status)
    }
}
