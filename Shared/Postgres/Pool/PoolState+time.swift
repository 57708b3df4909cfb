extension PoolState {
    struct TimeAction {
        /// Callers whose time is up, with whether it was the pool's patience or their own deadline.
        var expired: [(waiter: Waiter, isDeadline: Bool)] = []
        var close: [Connection] = []
        var open = 0
        /// When to look again.
        var next: ContinuousClock.Instant?
    }

    mutating func timePassed(now: ContinuousClock.Instant) -> TimeAction {
        var action = TimeAction()
        expireWaiters(now: now, &action)
        reap(now: now, &action)
        action.open = demand(now: now)
        if let retryAt, retryAt > now, !waiting.isEmpty || keepsMinimum { action.propose(retryAt) }
        return action
    }

    private mutating func expireWaiters(now: ContinuousClock.Instant, _ action: inout TimeAction) {
        guard !waiting.isEmpty else { return }
        var expired: [PoolWaiterID] = []
        for id in order {
            guard let entry = waiting[id] else { continue }
            if entry.until <= now { expired.append(id) } else { action.propose(entry.until) }
        }
        for id in expired {
            guard let entry = waiting.removeValue(forKey: id) else { continue }
            timeouts += 1
            action.expired.append((entry.waiter, entry.until < entry.since + limits.acquireTimeout))
        }
        if !expired.isEmpty { order.removeAll { waiting[$0] == nil } }
    }

    /// Closes what lay unused for too long, the oldest first, down to the minimum.
    private mutating func reap(now: ContinuousClock.Instant, _ action: inout TimeAction) {
        let floor = keepsMinimum ? limits.minimum : 0
        while let oldest = idle.first, total > floor {
            let reapAt = oldest.since + limits.idleTimeout
            guard reapAt <= now else {
                action.propose(max(reapAt, now + limits.reapInterval))
                return
            }
            action.close.append(idle.removeFirst().connection)
            closed += 1
        }
    }
}

extension PoolState.TimeAction {
    mutating func propose(_ instant: ContinuousClock.Instant) {
        next = min(next ?? instant, instant)
    }
}
