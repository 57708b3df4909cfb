extension PoolState {
    /// How many connections to open now. They count as connecting from here on.
    mutating func demand(now: ContinuousClock.Instant) -> Int {
        guard !isClosed else { return 0 }
        if let retryAt {
            guard retryAt <= now, connecting == 0 else { return 0 }
        }
        let forWaiters = waiting.count - connecting - validating
        let forMinimum = keepsMinimum ? limits.minimum - total : 0
        let wanted = min(max(forWaiters, forMinimum), limits.maximum - total, retryAt == nil ? .max : 1)
        connecting += max(0, wanted)
        return max(0, wanted)
    }

    /// A connection has opened. It is handed out at once if somebody waits.
    mutating func opened(_ connection: Connection, now: ContinuousClock.Instant) -> ReleaseAction {
        connecting -= 1
        created += 1
        retryAt = nil
        account(now: now)
        busy += 1
        return release(connection, now: now)
    }

    /// An attempt failed. If trying again is hopeless, those who wait are returned to be told.
    mutating func openFailed(isHopeless: Bool, now: ContinuousClock.Instant) -> [Waiter] {
        connecting -= 1
        failed += 1
        retryAt = now + limits.createRetryInterval
        return isHopeless ? dropWaiters() : []
    }

    /// A connection broke, whatever it was doing.
    mutating func lost(_ connection: Connection, wasValidating: Bool) {
        closed += 1
        if let index = idle.firstIndex(where: { $0.connection == connection }) {
            idle.remove(at: index)
        } else {
            busy -= 1
            if wasValidating { validating -= 1 }
        }
    }

    /// No more callers. Those who wait and what is idle are returned to be told and closed.
    mutating func close() -> (waiters: [Waiter], connections: [Connection]) {
        isClosed = true
        keepsMinimum = false
        defer { idle.removeAll() }
        closed += idle.count
        return (dropWaiters(), idle.map(\.connection))
    }

    private mutating func dropWaiters() -> [Waiter] {
        defer {
            waiting.removeAll()
            order.removeAll()
        }
        return order.compactMap { waiting[$0]?.waiter }
    }
}
