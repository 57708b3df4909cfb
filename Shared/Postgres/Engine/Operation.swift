import Synchronization

/// One piece of work on its way: waiting in the pool, then running on a session.
///
/// Whoever comes first (the reply, the deadline, the cancellation) ends it, and the caller is resumed exactly once.
///
/// Unchecked because of `rows`, `durations` and `leased`: they are written by whoever holds the session's lock
/// before the operation succeeds, and read by the caller after it was resumed with success.
final class Operation: @unchecked Sendable {
    enum Work: Sendable {
        /// Wants the connection itself.
        case lease
        case statement(SQL)
        case batch([SQL])
        /// Several statements as one text, by the simple protocol, without parameters.
        case script(String)
        case copyBegin(String)
        case copyData([UInt8])
        /// With a reason the copy is abandoned.
        case copyEnd(abandoning: String?)
    }

    private struct State {
        var continuation: CheckedContinuation<PostgresError?, Never>?
        var place = Place.nowhere
        var hasEnded = false
        var failure: PostgresError?
        var waitingSince: ContinuousClock.Instant?
        var startedAt: ContinuousClock.Instant?
    }

    enum Place {
        case nowhere
        case waiting(Pool, PoolWaiterID)
        case running(Session)

        var isRunning: Bool { if case .running = self { true } else { false } }
    }

    let work: Work
    let deadline: ContinuousClock.Instant?
    /// `COMMIT` and `ROLLBACK` take no time worth a limit, and must run in a failed transaction.
    let limitsTime: Bool

    var rows: [PostgresRows] = []
    var durations: [Duration] = []
    /// What a lease was granted.
    var leased: (session: Session, lease: UInt64)?
    private let state = Mutex(State())

    init(
        _ work: Work, deadline: ContinuousClock.Instant? = nil, limitsTime: Bool = true
    ) {
        self.work = work
        self.deadline = deadline
        self.limitsTime = limitsTime
    }

    var hasEnded: Bool { state.withLock { $0.hasEnded } }
    /// When a session took it.
    var startedAt: ContinuousClock.Instant? { state.withLock { $0.startedAt } }
    /// How long it stood in line for its session.
    var waited: Duration {
        state.withLock { state in state.waitingSince.flatMap { since in state.startedAt.map { max(.zero, $0 - since) } } ?? .zero }
    }
}

extension Operation {
    /// Waits until the operation has ended; `start` hands it on. Cancelling the task abandons it.
    nonisolated(nonsending) func wait(start: (Operation) -> Void) async -> PostgresError? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if attach(continuation) { start(self) }
            }
        } onCancel: {
            abandon(PostgresError(.cancelled, "the waiting task was cancelled"))
        }
    }

    /// Waits without listening to cancellation, for what has to be tidied up in any case.
    nonisolated(nonsending) func waitShielded(start: (Operation) -> Void) async -> PostgresError? {
        await withCheckedContinuation { continuation in
            if attach(continuation) { start(self) }
        }
    }

    /// False if it has ended before it began.
    private func attach(_ continuation: CheckedContinuation<PostgresError?, Never>) -> Bool {
        let failure: PostgresError?? = state.withLock { state in
            guard !state.hasEnded else { return .some(state.failure) }
            state.continuation = continuation
            return nil
        }
        guard let failure else { return true }
        continuation.resume(returning: failure)
        return false
    }

    /// False if it has ended meanwhile, or is already in a place that must not be left for this one.
    func move(to place: Place, unless isFinal: (Place) -> Bool = { _ in false }) -> Bool {
        state.withLock { state in
            guard !state.hasEnded, !isFinal(state.place) else { return false }
            state.place = place
            switch place {
            case .running: state.startedAt = .now
            case .waiting: state.waitingSince = .now
            case .nowhere: break
            }
            return true
        }
    }

    /// Ends it. False if it had ended before.
    @discardableResult
    func finish(_ failure: PostgresError?) -> Bool {
        let (first, continuation) = state.withLock { state in
            guard !state.hasEnded else { return (false, CheckedContinuation<PostgresError?, Never>?.none) }
            state.hasEnded = true
            state.failure = failure
            defer { state.continuation = nil }
            return (true, state.continuation)
        }
        continuation?.resume(returning: failure)
        return first
    }

    /// Ends it and makes the server stop working on it. The caller does not wait for that.
    func abandon(_ reason: PostgresError) {
        guard finish(reason) else { return }
        let place = state.withLock { state in
            defer { state.place = .nowhere }
            return state.place
        }
        switch place {
        case .nowhere: break
        case .waiting(let pool, let id): pool.abandon(id)
        case .running(let session): session.cancel(self)
        }
    }
}
