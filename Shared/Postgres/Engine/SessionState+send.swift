internal import CLibpq

extension SessionState {
    /// Sends the operation's commands. Nothing here waits.
    mutating func begin(_ operation: Operation) -> SessionEffects {
        if let refusal = refusal(of: operation) {
            var effects = SessionEffects(finished: operation, failure: refusal)
            effects.merge(proceed())
            return effects
        }
        current = operation
        failure = nil
        lastReplyAt = nil
        let isSent =
            switch operation.work {
            case .lease: true
            case .statement(let sql): sendPipeline(CollectionOfOne(sql), operation)
            case .batch(let statements): sendPipeline(statements, operation)
            case .script(let text), .copyBegin(let text): sendScript(text, operation)
            case .copyData(let bytes): sendCopyData(bytes)
            case .copyEnd(let reason): sendCopyEnd(reason)
            }
        return isSent ? .none : loseWithMessage()
    }

    private func refusal(of operation: Operation) -> PostgresError? {
        switch operation.work {
        case .copyData, .copyEnd:
            isCopying ? nil : PostgresError(.misuse, "no COPY is running")
        case _ where isCopying:
            PostgresError(.misuse, "a COPY is running on this connection")
        case .statement(let sql): sql.refusal
        case .batch(let statements): statements.lazy.compactMap(\.refusal).first
        default: nil
        }
    }

    private mutating func sendPipeline(_ statements: some Collection<SQL>, _ operation: Operation) -> Bool {
        guard PQenterPipelineMode(handle) == 1, sendPreface(operation) else { return false }
        for statement in statements {
            guard send(statement) else { return false }
        }
        steps.append(.sync(isLast: true))
        return PQpipelineSync(handle) == 1
    }

    private mutating func sendPreface(_ operation: Operation) -> Bool {
        switch configuration.poolMode {
        case .session: sendTimeout(operation) && sendBegin()
        case .transaction: sendBegin() && sendLocalTimeout(operation)
        }
    }

    /// In an implicit transaction of its own, which a failure of the statement does not undo.
    private mutating func sendTimeout(_ operation: Operation) -> Bool {
        guard operation.limitsTime, let seconds = timeoutChange(operation) else { return true }
        // Asked before sending, since a connection that is busy does not tell.
        let isInTransaction = isInTransaction
        let sql = "SET statement_timeout = \(seconds * 1000)"
        guard PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 1) == 1, PQpipelineSync(handle) == 1 else {
            return false
        }
        steps.append(.timeout(seconds: seconds, inTransaction: isInTransaction))
        steps.append(.sync(isLast: false))
        return true
    }

    /// In the statement's own transaction, with which it ends: any other setting would reach whoever gets the session next.
    ///
    /// A function, since `SET LOCAL` is nothing in a transaction that no `BEGIN` began.
    private mutating func sendLocalTimeout(_ operation: Operation) -> Bool {
        guard operation.limitsTime, let seconds = timeoutChange(operation) else { return true }
        let sql = "SELECT set_config('statement_timeout', '\(seconds * 1000)', true)"
        steps.append(.timeout(seconds: seconds, inTransaction: true))
        return PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 1) == 1
    }

    /// A failed transaction takes no setting.
    private func timeoutChange(_ operation: Operation) -> Int? {
        guard PQtransactionStatus(handle) != PQTRANS_INERROR else { return nil }
        return timeout.change(for: operation.deadline.map { $0 - .now })
    }

    private mutating func sendBegin() -> Bool {
        guard let begin = pendingBegin else { return true }
        pendingBegin = nil
        steps.append(.command)
        return PQsendQueryParams(handle, begin, 0, nil, nil, nil, nil, 1) == 1
    }

    private mutating func send(_ sql: SQL) -> Bool {
        guard configuration.poolMode == .session else {
            steps.append(.rows(nil))
            return sql.parameters.withCArrays { values, lengths, formats, types in
                PQsendQueryParams(handle, sql.text, Int32(sql.parameters.count), types, values, lengths, formats, 1) == 1
            }
        }
        let key = PreparedStatements.Key(text: sql.text, types: sql.parameters.types)
        guard let name = statements.name(for: key) ?? prepare(key) else { return false }
        steps.append(.rows(key))
        return sql.parameters.withCArrays { values, lengths, formats, _ in
            PQsendQueryPrepared(handle, name, Int32(sql.parameters.count), values, lengths, formats, 1) == 1
        }
    }

    /// nil if the connection broke.
    private mutating func prepare(_ key: PreparedStatements.Key) -> String? {
        let (name, evicted) = statements.insert(key)
        if let evicted {
            steps.append(.command)
            guard PQsendQueryParams(handle, "DEALLOCATE \(evicted)", 0, nil, nil, nil, nil, 1) == 1 else { return nil }
        }
        steps.append(.prepare(key))
        return PQsendPrepare(handle, name, key.text, Int32(key.types.count), key.types) == 1 ? name : nil
    }
}
