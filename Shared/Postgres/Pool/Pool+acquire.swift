extension Pool {
    /// Brings the operation to a connection: at once if one is idle, else in its turn.
    func acquire(_ operation: Operation) {
        let now = ContinuousClock.now
        let action = state.withLock { state in
            let action = state.bookkeeping.acquire(operation, deadline: operation.deadline, now: now)
            if case .wait(_, _, _, let candidate?) = action { state.validating.insert(candidate.id) }
            return action
        }
        switch action {
        case .grant(let session): grant(session, to: operation)
        case .refuse: operation.finish(.closed)
        case .wait(let id, let until, let open, let candidate):
            // It may have been granted or abandoned by now; then the id is unknown to the bookkeeping.
            if !operation.move(to: .waiting(self, id), unless: { $0.isRunning }) { abandon(id) }
            Reactor.shared.schedule(at: until)
            connect(open)
            candidate.map(validate)
        }
    }

    func abandon(_ id: PoolWaiterID) {
        state.withLock { $0.bookkeeping.abandon(id) }
    }

    private func grant(_ session: Session, to operation: Operation) {
        guard operation.move(to: .running(session)) else { return release(session) }
        acquired(operation.waited)
        if case .lease = operation.work {
            operation.leased = (session, session.beginLease())
            if !operation.finish(nil) { session.endLease() }
        } else {
            if let deadline = operation.deadline { Reactor.shared.schedule(at: deadline) }
            session.submit(operation)
        }
    }

    /// Nothing runs on the session any more. The one who waited longest gets it.
    func release(_ session: Session) {
        let now = ContinuousClock.now
        let action: PoolState<Session, Operation>.ReleaseAction? = state.withLock { state in
            guard state.sessions[session.id] != nil else { return nil }
            let wasValidating = state.validating.remove(session.id) != nil
            let action =
                wasValidating
                ? state.bookkeeping.validated(session, now: now) : state.bookkeeping.release(session, now: now)
            if case .close = action { state.sessions[session.id] = nil }
            return action
        }
        if let action { perform(action) }
    }

    func perform(_ action: PoolState<Session, Operation>.ReleaseAction) {
        switch action {
        case .grant(let session, let operation): grant(session, to: operation)
        case .keep: Reactor.shared.schedule(at: .now + configuration.idleTimeout)
        case .close(let session):
            session.close(.closed)
            finishClosing()
        }
    }

    /// Asks a connection that lay idle for long whether it still lives. Its answer releases it.
    private func validate(_ session: Session) {
        let deadline = ContinuousClock.now + .seconds(2)
        Reactor.shared.schedule(at: deadline)
        let probe = Operation(.statement("SELECT 1"), deadline: deadline, limitsTime: false)
        if probe.move(to: .running(session)) { session.submit(probe) }
    }
}

extension PostgresError {
    static let closed = PostgresError(.closed, "the database is closed")
}
