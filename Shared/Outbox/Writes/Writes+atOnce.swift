import Bus
import Contracts
import Postgres

extension Writes {
    /// A write whose statements and answer are known beforehand: one statement, and so one round trip and one transaction.
    ///
    /// Fails as a whole when a part does; a repeated request is recognised by the key's uniqueness.
    /// - Parameters:
    ///   - statements: insertions, updates or deletions, none of which sees what another does.
    ///   - body: what is answered, where only the database knows all of it: an expression of type `bytea` in place of `answer.body`.
    ///   - event: as `Outbox.row` makes it. One: the order of several would be the database's own choice.
    package func performAtOnce(
        _ context: RequestContext, answer: Answer, body: SQL? = nil, _ statements: [SQL], event: SQL
    ) async throws -> Answer {
        let key = WriteKey(context)
        let rows: PostgresRows
        do {
            rows = try await database.queryGathered(
                Self.together(statements, event, log(answer, body ?? "\(answer.body)", key)), .writes)
        } catch {
            // The first arrival of the same request may have won in a constraint of the statements as well as in the log's.
            guard error.sqlState == .uniqueViolation, let earlier = try await recallIfThere(key, database.query) else {
                throw error
            }
            return earlier
        }
        outbox.wake()
        var answer = answer
        guard let row = rows.first else { throw PostgresError(.decoding, "a written row did not come back") }
        answer.position.merge(self.position(try row.get(0)))
        if body != nil { answer.body = try row.get(1) }
        return answer
    }

    /// The row that remembers the answer, at the place of the event.
    private func log(_ answer: Answer, _ body: SQL, _ key: WriteKey) -> SQL {
        """
        INSERT INTO request_log (key, fingerprint, status, headers, body, position)
        SELECT \(key.text), \(key.fingerprint)::bigint, \(answer.status)::smallint, \(answer.headerLines), \(body), id FROM event
        RETURNING position, body
        """
    }

    /// Postgres runs every part of a `WITH` that changes something, named again or not.
    private static func together(_ statements: [SQL], _ event: SQL, _ log: SQL) -> SQL {
        let parts = statements.enumerated().map { number, statement in
            "part\(unescaped: String(number)) AS (\(statement)), " as SQL
        }
        return "WITH \(SQL.joined(parts, separator: ""))event AS (\(event)) \(log)"
    }
}
