extension PoolState {
    enum AcquireAction {
        case grant(Connection)
        /// Open so many connections, and ask this one whether it still lives.
        case wait(PoolWaiterID, until: ContinuousClock.Instant, open: Int, validate: Connection?)
        case refuse
    }

    enum ReleaseAction {
        case grant(Connection, Waiter)
        case keep
        case close(Connection)
    }

    /// A caller wants a connection, and waits for it at most until `deadline`.
    mutating func acquire(
        _ waiter: Waiter, deadline: ContinuousClock.Instant?, now: ContinuousClock.Instant
    ) -> AcquireAction {
        guard !isClosed else { return .refuse }
        account(now: now)
        // Nobody overtakes those who wait already.
        guard waiting.isEmpty, let candidate = idle.popLast() else {
            return enqueue(waiter, deadline: deadline, now: now, validate: nil)
        }
        busy += 1
        if now - candidate.since < limits.validationInterval {
            acquired += 1
            return .grant(candidate.connection)
        }
        validating += 1
        return enqueue(waiter, deadline: deadline, now: now, validate: candidate.connection)
    }

    private mutating func enqueue(
        _ waiter: Waiter, deadline: ContinuousClock.Instant?, now: ContinuousClock.Instant, validate: Connection?
    ) -> AcquireAction {
        let patience = now + limits.acquireTimeout
        let until = deadline.map { min($0, patience) } ?? patience
        lastWaiter += 1
        waiting[lastWaiter] = Waiting(waiter: waiter, since: now, until: until)
        order.append(lastWaiter)
        return .wait(lastWaiter, until: until, open: demand(now: now), validate: validate)
    }

    /// A connection has become free.
    mutating func release(_ connection: Connection, now: ContinuousClock.Instant) -> ReleaseAction {
        account(now: now)
        guard !isClosed else {
            busy -= 1
            closed += 1
            return .close(connection)
        }
        if let waiter = nextWaiter(now: now) { return .grant(connection, waiter) }
        busy -= 1
        idle.append(Idle(connection: connection, since: now))
        return .keep
    }

    /// A connection that was asked has answered.
    mutating func validated(_ connection: Connection, now: ContinuousClock.Instant) -> ReleaseAction {
        validating -= 1
        return release(connection, now: now)
    }

    /// The caller waits no longer.
    mutating func abandon(_ id: PoolWaiterID) {
        waiting[id] = nil
        // Each abandoned id is dropped when its turn comes; this keeps a queue that never moves from growing.
        if order.count > 2 * waiting.count + 32 { order.removeAll { waiting[$0] == nil } }
    }

    private mutating func nextWaiter(now: ContinuousClock.Instant) -> Waiter? {
        while let id = order.popFirst() {
            guard let next = waiting.removeValue(forKey: id) else { continue }
            acquired += 1
            waited += now - next.since
            return next.waiter
        }
        return nil
    }

    /// Counts what was lent since the last time.
    mutating func account(now: ContinuousClock.Instant) {
        if let accountedAt, busy > 0 { used += (now - accountedAt) * busy }
        accountedAt = now
    }
}
