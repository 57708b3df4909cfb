internal import CLibpq

extension SessionState {
    /// Takes what has arrived and says what follows from it.
    mutating func receive() -> SessionEffects {
        guard handle != nil else { return .none }
        guard PQconsumeInput(handle) == 1 else { return loseWithMessage() }
        return takeResults()
    }

    /// Takes what libpq has read already.
    mutating func takeResults() -> SessionEffects {
        var effects = SessionEffects.none
        // An idle connection has a turn too: that is how libpq digests notices and the server's farewell.
        if current == nil, PQisBusy(handle) == 0, PQstatus(handle) == CONNECTION_BAD { return loseWithMessage() }
        while let operation = current, handle != nil, canTakeResult(operation), PQisBusy(handle) == 0 {
            let isDone = takeResult(operation)
            if PQstatus(handle) == CONNECTION_BAD || failure?.code == .connectionLost {
                effects.merge(loseWithMessage())
            } else if isDone {
                effects.merge(finishCurrent())
            }
        }
        return effects
    }

    /// While data is being copied in, the server has nothing to say before the end.
    private func canTakeResult(_ operation: Operation) -> Bool {
        if case .copyData = operation.work { false } else { true }
    }

    /// True if this was the operation's last.
    private mutating func takeResult(_ operation: Operation) -> Bool {
        guard let result = PQgetResult(handle) else { return endOfReply() }
        switch PQresultStatus(result) {
        case PGRES_PIPELINE_SYNC:
            PQclear(result)
            if case .sync(isLast: true)? = steps.popFirst() { return true }
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            take(result, operation)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            return startCopy(result, operation)
        case PGRES_PIPELINE_ABORTED:
            PQclear(result)
            forgetUnprepared()
        default:
            takeFailure(result)
        }
        return false
    }

    private mutating func startCopy(_ result: OpaquePointer, _ operation: Operation) -> Bool {
        defer { PQclear(result) }
        if case .copyBegin = operation.work, PQresultStatus(result) == PGRES_COPY_IN {
            isCopying = true
            return true
        }
        // There is no way back to normal from here but a new connection.
        failure = PostgresError(.connectionLost, "COPY needs copyIn, and only FROM STDIN is supported")
        return true
    }

    /// In the pipeline a NULL ends one command's reply; in the simple protocol it ends everything.
    private mutating func endOfReply() -> Bool {
        guard PQpipelineStatus(handle) != PQ_PIPELINE_OFF else { return true }
        if case .sync? = steps.first { return false }
        steps.removeFirst()
        return false
    }

    private mutating func take(_ result: OpaquePointer, _ operation: Operation) {
        switch steps.first {
        case .timeout(let seconds, let inTransaction):
            timeout.succeeded(seconds, inTransaction: inTransaction)
            PQclear(result)
        case .command, .prepare, .sync:
            PQclear(result)
        case .rows, nil:
            operation.rows.append(PostgresRows(result: PostgresResult(result)))
            if case .batch = operation.work { noteDuration(operation) }
        }
    }

    private mutating func noteDuration(_ operation: Operation) {
        let now = ContinuousClock.now
        operation.durations.append(now - (lastReplyAt ?? operation.startedAt ?? now))
        lastReplyAt = now
    }

    private mutating func takeFailure(_ result: OpaquePointer) {
        let error = PostgresError(result: result).explained
        PQclear(result)
        if case .rows(let key?)? = steps.first, error.isStalePlan { statements.remove(key) }
        forgetUnprepared()
        if case .timeout? = steps.first {
            timeout.forget()
            // In a session the statement behind it runs on its own, only without the server's limit.
            guard error.code == .connectionLost || configuration.poolMode == .transaction else { return }
        }
        failure = failure ?? error
    }

    private mutating func forgetUnprepared() {
        if case .prepare(let key)? = steps.first { statements.remove(key) }
    }

    /// The operation has its whole answer.
    mutating func finishCurrent() -> SessionEffects {
        var effects = SessionEffects(finished: current, failure: failure)
        current = nil
        switch PQtransactionStatus(handle) {
        case PQTRANS_IDLE: timeout.transactionEnded()
        case PQTRANS_INERROR: timeout.forget()
        default: break
        }
        effects.merge(proceed())
        return effects
    }
}

extension PostgresError {
    /// The server refuses a plan that was prepared before the tables changed, or in another session. Nothing was executed.
    var isStalePlan: Bool {
        isOfAnotherSession || (sqlState == .featureNotSupported && message.hasPrefix("cached plan"))
    }
}
