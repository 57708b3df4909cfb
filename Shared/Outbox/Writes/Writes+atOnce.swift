import Bus
import Contracts
import Postgres

extension Writes {
    /// A write whose statements and answer are known beforehand: one round trip, one implicit transaction.
    ///
    /// Fails as a whole when a statement does; a repeated request is recognised by the key's uniqueness.
    package func performAtOnce(
        _ context: RequestContext, answer: Answer, _ statements: [SQL], events: [SQL]
    ) async throws -> Answer {
        let key = WriteKey(context)
        let position: SQL = events.isEmpty ? "0" : "currval('outbox_id_seq')"
        let log: SQL = """
            INSERT INTO request_log (key, fingerprint, status, headers, body, position)
            VALUES (\(key.text), \(key.fingerprint), \(answer.status), \(answer.headerLines), \(answer.body), \(position))
            RETURNING position
            """
        let results: [PostgresRows]
        do {
            results = try await database.batch(statements + events + [log])
        } catch {
            // The first arrival of the same request may have won in a constraint of the statements as well as in the log's.
            guard error.sqlState == .uniqueViolation, let earlier = try await recallIfThere(key, database.query) else {
                throw error
            }
            return earlier
        }
        outbox.wake()
        var answer = answer
        answer.position.merge(self.position(try results.last?.first?.get(0) ?? 0))
        return answer
    }
}
