extension Pool: ReactorTimed {
    func tick(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let (action, sessions, failure) = state.withLock { state in
            let action = state.bookkeeping.timePassed(now: now)
            for session in action.close { state.sessions[session.id] = nil }
            return (action, Array(state.sessions.values), state.lastConnectFailure)
        }
        for session in action.close { session.close(.closed) }
        for (operation, isDeadline) in action.expired { operation.finish(expiry(isDeadline, failure)) }
        connect(action.open)
        forceClose(now: now)
        return sessions.compactMap { $0.expire(now: now) }.reduce(action.next) { min($0 ?? $1, $1) }
    }

    private func expiry(_ isDeadline: Bool, _ connectFailure: PostgresError?) -> PostgresError {
        let message = isDeadline ? "the deadline passed before a connection was free" : "no connection was free in time"
        let reason = connectFailure.map { "; the last attempt to connect failed: \($0.message)" } ?? ""
        return PostgresError(
            isDeadline ? .deadlineExceeded : .acquireTimedOut, message + reason, sqlState: connectFailure?.sqlState)
    }
}
