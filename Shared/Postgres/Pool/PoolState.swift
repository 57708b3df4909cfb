import DequeModule

/// Names one waiting caller.
typealias PoolWaiterID = UInt64

/// A pool's bookkeeping: who waits, what is idle, what has to be opened and closed. It does nothing itself: its
/// methods are what happened, and their results what to do about it.
struct PoolState<Connection: Equatable, Waiter> {
    struct Idle {
        let connection: Connection
        let since: ContinuousClock.Instant
    }

    struct Waiting {
        let waiter: Waiter
        let since: ContinuousClock.Instant
        let until: ContinuousClock.Instant
    }

    let limits: PoolLimits
    /// The last one was used last and is used next, so that surplus connections grow old.
    var idle: [Idle] = []
    var busy = 0
    var connecting = 0
    /// Busy ones that are being asked whether they still live, for whoever waits first.
    var validating = 0
    /// In the order of arrival. Those who gave up are missing in `waiting`.
    var order: Deque<PoolWaiterID> = []
    var waiting: [PoolWaiterID: Waiting] = [:]
    var lastWaiter: PoolWaiterID = 0
    /// After a failed attempt to connect. Until one succeeds only one is made at a time.
    var retryAt: ContinuousClock.Instant?
    var keepsMinimum = false
    var isClosed = false
    var created = 0
    var closed = 0
    var timeouts = 0
    var acquired = 0
    var waited: Duration = .zero
    var used: Duration = .zero
    var accountedAt: ContinuousClock.Instant?
    var failed = 0

    init(limits: PoolLimits) { self.limits = limits }

    var total: Int { idle.count + busy + connecting }
    var isDrained: Bool { isClosed && busy == 0 && connecting == 0 }

    var statistics: PoolStatistics {
        var statistics = PoolStatistics()
        (statistics.idle, statistics.busy, statistics.waiting) = (idle.count, busy, waiting.count)
        (statistics.created, statistics.closed, statistics.timeouts, statistics.failed) = (created, closed, timeouts, failed)
        (statistics.acquired, statistics.waited, statistics.used) = (acquired, waited, used)
        statistics.oldestWaitingSince = waiting.values.lazy.map(\.since).min()
        return statistics
    }
}
