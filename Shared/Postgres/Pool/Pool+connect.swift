extension Pool {
    /// Opens connections, each on a thread of its own since that may block.
    func connect(_ count: Int) {
        for _ in 0..<count {
            DetachedThread.start { [self] in
                do throws(PostgresError) {
                    opened(try Connector(configuration: configuration).connect())
                } catch {
                    failed(error)
                }
            }
        }
    }

    private func opened(_ connection: Connection) {
        let now = ContinuousClock.now
        let (action, demand) = state.withLock { state in
            state.lastSession += 1
            state.lastConnectFailure = nil
            let session = Session(id: state.lastSession, connection: connection, pool: self)
            state.sessions[session.id] = session
            // Under the lock: a connection that breaks at once must not be counted as lost before it counts as open.
            session.activate()
            let action = state.bookkeeping.opened(session, now: now)
            if case .close = action { state.sessions[session.id] = nil }
            return (action, state.bookkeeping.demand(now: now))
        }
        perform(action)
        connect(demand)
    }

    private func failed(_ error: PostgresError) {
        let (waiters, isNews) = state.withLock { state in
            let isNews = state.lastConnectFailure?.message != error.message
            state.lastConnectFailure = error
            return (state.bookkeeping.openFailed(isHopeless: error.isHopelessToRetry, now: .now), isNews)
        }
        // Not with each attempt: an hour's outage would be 18 000 equal lines.
        if isNews { logger.warning("cannot connect to postgres", metadata: ["error": "\(error)"]) }
        for operation in waiters { operation.finish(error) }
        Reactor.shared.schedule(at: .now + configuration.createRetryInterval)
        finishClosing()
    }

    /// The session's connection broke. Who waits gets another one.
    func lost(_ session: Session) {
        let demand = state.withLock { state in
            guard state.sessions.removeValue(forKey: session.id) != nil else { return 0 }
            let wasValidating = state.validating.remove(session.id) != nil
            state.bookkeeping.lost(session, wasValidating: wasValidating)
            return state.bookkeeping.demand(now: .now)
        }
        connect(demand)
        finishClosing()
    }
}
