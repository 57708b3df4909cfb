extension Pool {
    /// Busy connections have this long to finish when the pool closes.
    private static let closeTimeout = Duration.seconds(5)

    func keepMinimum(_ keeps: Bool) {
        let demand = state.withLock { state in
            state.bookkeeping.keepsMinimum = keeps && !state.bookkeeping.isClosed
            return state.bookkeeping.demand(now: .now)
        }
        connect(demand)
        // Surplus is reaped from the moment that the minimum no longer holds.
        Reactor.shared.schedule(at: .now + configuration.reapInterval)
    }

    /// Refuses new callers and returns when the last connection is closed.
    nonisolated(nonsending) func close() async {
        beginClosing()
        await withCheckedContinuation { continuation in
            state.withLock { $0.drained.append(continuation) }
            finishClosing()
        }
    }

    func beginClosing() {
        let forceCloseAt = ContinuousClock.now + Self.closeTimeout
        let (waiters, sessions) = state.withLock { state in
            let (waiters, sessions) = state.bookkeeping.close()
            for session in sessions { state.sessions[session.id] = nil }
            state.forceCloseAt = state.forceCloseAt ?? forceCloseAt
            return (waiters, sessions)
        }
        for operation in waiters { operation.finish(.closed) }
        for session in sessions { session.close(.closed) }
        Reactor.shared.schedule(at: forceCloseAt)
        finishClosing()
    }

    /// Wakes those who wait for the end, if it has come.
    func finishClosing() {
        let drained: [CheckedContinuation<Void, Never>]? = state.withLock { state in
            guard state.bookkeeping.isDrained else { return nil }
            defer { state.drained.removeAll() }
            return state.drained
        }
        guard let drained else { return }
        stopTimer()
        for continuation in drained { continuation.resume() }
    }

    func forceClose(now: ContinuousClock.Instant) {
        let sessions = state.withLock { state -> [Session] in
            guard let forceCloseAt = state.forceCloseAt, forceCloseAt <= now else { return [] }
            return Array(state.sessions.values)
        }
        for session in sessions { session.close(.closed) }
    }
}
