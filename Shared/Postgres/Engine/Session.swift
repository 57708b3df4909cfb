internal import CLibpq
import Glibc
import Synchronization

/// One connection to the server.
///
/// Callers write to the socket from their own thread; the reactor reads the replies. Both hold the lock only for
/// what libpq does without waiting.
final class Session: Sendable {
    /// A cancelled statement has this long to end before the connection is given up.
    static let settleTimeout = Duration.seconds(5)

    let id: Int
    let openedAt = ContinuousClock.now
    private let descriptor: Int32
    private let pool: Pool
    private let state: Mutex<SessionState>
    /// Written once, before the pool hands the session out.
    private let registration = Mutex<UInt64>(0)

    init(id: Int, connection: Connection, pool: Pool) {
        self.id = id
        self.pool = pool
        descriptor = connection.descriptor
        state = Mutex(SessionState(handle: connection.handle, configuration: pool.configuration))
    }

    /// Begins to listen. A connection that broke before is noticed at once.
    func activate() {
        registration.withLock { $0 = Reactor.shared.register(descriptor, self) }
    }

    /// Runs the operation after those that were submitted before.
    func submit(_ operation: Operation) {
        perform { $0.submit(operation) }
    }

    func close(_ reason: PostgresError) {
        perform { $0.lose(reason) }
    }
}

extension Session: ReactorSource {
    func ready(writable _: Bool) {
        perform { $0.receive() }
    }
}

extension Session {
    /// Gives the connection to one caller. The number tells this lease from later ones.
    func beginLease() -> UInt64 {
        state.withLock { state in
            state.lease += 1
            state.isLeased = true
            return state.lease
        }
    }

    /// The session goes back to the pool as soon as nothing runs on it.
    func endLease() {
        perform { state in
            state.lease += 1
            state.isLeased = false
            return state.proceed()
        }
    }

    /// Like `submit`, but refused when the lease is over.
    func submit(_ operation: Operation, lease: UInt64) {
        guard operation.move(to: .running(self)) else { return }
        perform { state in
            guard state.lease == lease else {
                let refusal = PostgresError(.misuse, "the connection was used after its scope had ended")
                return SessionEffects(finished: operation, failure: refusal)
            }
            return state.submit(operation)
        }
    }

    /// The next statement opens a transaction with this.
    func prepareBegin(_ sql: String) {
        state.withLock { $0.pendingBegin = sql }
    }

    /// Whether the server says that it is in one. False for a connection that is gone.
    var isInTransaction: Bool { state.withLock { $0.isInTransaction } }

    /// Whether no statement has been sent since `prepareBegin`, or the body has ended the transaction by itself.
    var hasNothingToCommit: Bool { state.withLock { $0.pendingBegin != nil || $0.isIdle } }
}

extension Session {
    /// Changes the state and then does what follows from it, which must not happen under the lock.
    func perform(_ change: (inout SessionState) -> SessionEffects) {
        let (effects, writes, changed) = state.withLock { state in
            var effects = change(&state)
            let before = state.wantsToWrite
            effects.merge(state.flush())
            return (effects, state.wantsToWrite, before != state.wantsToWrite)
        }
        if let lost = effects.lost { bury(lost) } else if changed { watch(writing: writes) }
        // Before the caller is woken, so that its next statement finds this connection free.
        if effects.isReleased { pool.release(self) }
        if let operation = effects.finished { operation.finish(effects.failure) }
        for (operation, failure) in effects.alsoFinished { operation.finish(failure) }
    }

    private func watch(writing: Bool) {
        Reactor.shared.watch(descriptor, token: registration.withLock(\.self), writing: writing)
    }

    private func bury(_ lost: SessionEffects.Lost) {
        Reactor.shared.unregister(descriptor, token: registration.withLock(\.self))
        Glibc.close(descriptor)
        PQfinish(lost.handle)
        pool.lost(self)
        for operation in lost.operations { operation.finish(lost.reason) }
    }

    /// The state alone, where nothing follows from the change.
    func withState<T: Sendable>(_ body: (inout SessionState) -> T) -> T {
        state.withLock { body(&$0) }
    }
}
