internal import CLibpq
import DequeModule

/// One libpq connection and what runs on it. Everything in here happens under the session's lock.
///
/// Unchecked because of `handle`: libpq lets any thread use a connection, one at a time, which the lock sees to.
struct SessionState: @unchecked Sendable {
    /// nil once the connection is gone.
    var handle: OpaquePointer?
    let configuration: PostgresConfiguration
    /// What is running. After its caller gave up it stays until the server has answered.
    var current: Operation?
    /// Work of the same lease that waits for `current`.
    var queue: Deque<Operation> = []
    var steps: Deque<Step> = []
    var statements: PreparedStatements
    var timeout: StatementTimeout
    /// `BEGIN` travels with the transaction's first statement instead of taking a round trip.
    var pendingBegin: String?
    var isCopying = false
    /// Cancel requests on their way. Until they are through, the next statement could be hit instead.
    var cancelsInFlight = 0
    /// When the connection is given up if a cancelled statement has not ended.
    var settlesBy: ContinuousClock.Instant?
    var failure: PostgresError?
    /// Counts the leases, so that a connection used after its scope is recognised.
    var lease: UInt64 = 0
    var isLeased = false
    var hasRolledBack = false
    /// libpq holds bytes that the socket did not take.
    var wantsToWrite = false
    /// Within a batch.
    var lastReplyAt: ContinuousClock.Instant?

    init(handle: OpaquePointer, configuration: PostgresConfiguration) {
        self.handle = handle
        self.configuration = configuration
        statements = PreparedStatements(capacity: configuration.maximumPreparedStatements)
        timeout = StatementTimeout(configuration.poolMode)
    }
}

extension SessionState {
    var isInTransaction: Bool {
        guard let handle else { return false }
        let status = PQtransactionStatus(handle)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }

    /// Connected, and the server waits for a statement outside of any transaction.
    var isIdle: Bool { handle.map { PQtransactionStatus($0) == PQTRANS_IDLE } ?? false }

    /// Starts the operation, or lets it wait for the one that runs.
    mutating func submit(_ operation: Operation) -> SessionEffects {
        guard handle != nil else { return SessionEffects(finished: operation, failure: .connectionLost) }
        // Its caller gave up on the way here.
        guard !operation.hasEnded else { return proceed() }
        guard current == nil, cancelsInFlight == 0 else {
            queue.append(operation)
            return .none
        }
        return begin(operation)
    }

    /// Goes on with what waits, once nothing runs and no cancel request is on its way.
    mutating func proceed() -> SessionEffects {
        guard current == nil, cancelsInFlight == 0, handle != nil else { return .none }
        settlesBy = nil
        while let next = queue.popFirst() {
            // Its caller gave up while it waited.
            if !next.hasEnded { return begin(next) }
        }
        return isLeased ? .none : release()
    }

    /// Leaves the connection clean for the next lease: an open transaction is rolled back first.
    private mutating func release() -> SessionEffects {
        pendingBegin = nil
        switch PQtransactionStatus(handle) {
        case PQTRANS_IDLE where !isCopying:
            hasRolledBack = false
            return SessionEffects(isReleased: true)
        case PQTRANS_INTRANS where !isCopying && !hasRolledBack, PQTRANS_INERROR where !isCopying && !hasRolledBack:
            hasRolledBack = true
            return begin(Operation(.statement("ROLLBACK"), limitsTime: false))
        default:
            return lose(PostgresError(.connectionLost, "the connection was left in a state that cannot be reused"))
        }
    }

    /// The connection is beyond use.
    mutating func lose(_ reason: PostgresError) -> SessionEffects {
        guard let handle else { return .none }
        self.handle = nil
        let operations = [current].compactMap(\.self) + queue
        current = nil
        queue.removeAll()
        steps.removeAll()
        return SessionEffects(lost: .init(handle: handle, reason: reason, operations: operations))
    }

    /// With libpq's own words, which hold no parameters.
    mutating func loseWithMessage() -> SessionEffects {
        let message = handle.map { String(cString: PQerrorMessage($0)) } ?? ""
        let trimmed = message.split(separator: "\n").first.map(String.init) ?? "the connection broke"
        return lose(failure?.code == .connectionLost ? failure ?? .connectionLost : PostgresError(.connectionLost, trimmed))
    }
}

extension PostgresError {
    static let connectionLost = PostgresError(.connectionLost, "the connection broke")
}
