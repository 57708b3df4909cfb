internal import Logging
import Synchronization

/// Does what `PoolState` says: opens, closes and hands out sessions.
final class Pool: Sendable {
    struct State {
        var bookkeeping: PoolState<Session, Operation>
        /// All open ones. A session that is missing here has been written off already.
        var sessions: [Int: Session] = [:]
        var validating: Set<Int> = []
        var lastSession = 0
        var lastConnectFailure: PostgresError?
        var drained: [CheckedContinuation<Void, Never>] = []
        var forceCloseAt: ContinuousClock.Instant?
    }

    let configuration: PostgresConfiguration
    let logger: Logger
    /// Told how long each operation waited for its session.
    let acquired: @Sendable (Duration) -> Void
    let state: Mutex<State>
    private let timer = Mutex<UInt64?>(nil)
    private let hasWarnedOfPooler = Mutex(false)

    init(configuration: PostgresConfiguration, logger: Logger, acquired: @escaping @Sendable (Duration) -> Void = { _ in }) {
        self.configuration = configuration
        self.logger = logger
        self.acquired = acquired
        state = Mutex(State(bookkeeping: PoolState(limits: PoolLimits(configuration))))
    }

    func start() {
        timer.withLock { $0 = Reactor.shared.addTimed(self) }
    }

    func stopTimer() {
        timer.withLock { timer in
            if let token = timer { Reactor.shared.removeTimed(token) }
            timer = nil
        }
    }

    /// Once: with each statement it would be a flood.
    func warnOfPooler() {
        let isFirst = hasWarnedOfPooler.withLock { hasWarned in
            defer { hasWarned = true }
            return !hasWarned
        }
        if isFirst { logger.warning("\(PostgresError.poolerHint)") }
    }

    var statistics: PoolStatistics {
        state.withLock { state in
            var statistics = state.bookkeeping.statistics
            statistics.oldestConnectionSince = state.sessions.values.lazy.map(\.openedAt).min()
            return statistics
        }
    }
}

extension Session: Equatable {
    static func == (left: Session, right: Session) -> Bool { left === right }
}
