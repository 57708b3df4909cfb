extension QueryMonitor {
    /// From when a connection took it to when the answer was complete, or its caller gave up.
    func record(_ operation: Operation, failure: PostgresError?) {
        guard let startedAt = operation.startedAt else { return }
        QueryTime.current?.add(.now - startedAt)
        switch operation.work {
        case .statement(let sql):
            record(sql.text, .now - startedAt)
        case .batch(let statements) where failure == nil:
            for (statement, duration) in zip(statements, operation.durations) { record(statement.text, duration) }
        case .batch(let statements):
            record(statements.first?.text ?? "", .now - startedAt)
        case .script(let text), .copyBegin(let text):
            record(text, .now - startedAt)
        case .lease, .copyData, .copyEnd: break
        }
    }
}
