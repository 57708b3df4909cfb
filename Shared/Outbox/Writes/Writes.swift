import Bus
import Contracts
import Postgres

/// Runs a service's writes so that each has one effect and one answer, however often its request arrives, and so that its
/// facts are published exactly if it committed.
package struct Writes: Sendable {
    package let database: PostgresDatabase
    let outbox: Outbox

    package init(database: PostgresDatabase, outbox: Outbox) {
        self.database = database
        self.outbox = outbox
    }

    /// Runs `body` in a transaction. Throwing, a `Problem` for example, undoes it and is not remembered.
    /// - Parameter identity: stands for the body where that holds a secret; see `WriteKey`.
    package func perform<R: Request>(
        _ request: R.Type, _ context: RequestContext, identity: String? = nil,
        _ body: @escaping @Sendable (WriteScope) async throws -> R.Reply
    ) async throws -> Answer {
        try await perform(context, identity: identity) { scope in Answer(to: R.self, try await body(scope)) }
    }

    /// The same for an answer with headers of its own.
    package func perform(
        _ context: RequestContext, identity: String? = nil,
        _ body: @escaping @Sendable (WriteScope) async throws -> Answer
    ) async throws -> Answer {
        let key = WriteKey(context, identity: identity)
        let answer = try await database.withTransaction { connection in
            if let earlier = try await claim(key, context, connection) { return earlier }
            let scope = WriteScope(connection)
            var answer = try await body(scope)
            let sequence = try await insert(scope, connection)
            answer.position.merge(position(sequence))
            try await remember(answer, sequence, key, connection)
            return answer
        }
        outbox.wake()
        return answer
    }

    /// Takes the key for this transaction, or returns the answer that it has already.
    private func claim(_ key: WriteKey, _ context: RequestContext, _ connection: PostgresConnection) async throws -> Answer? {
        // Who holds it may be this very request, on the replica that it was claimed from: its client must not be told of itself.
        if key.isClients, !context.isRedelivered {
            let isFree = try await connection.query(
                "SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || ' ' || \(key.text), 0))")
            guard try isFree.first?.get(0) == true else { throw Problem.stillRunning }
        }
        // Waits for another transaction that holds the key: a claimed request whose first owner still runs.
        let inserted = try await connection.execute(
            """
            INSERT INTO request_log (key, fingerprint, status, headers, body, position)
            VALUES (\(key.text), \(key.fingerprint), 0, '', '', 0) ON CONFLICT DO NOTHING
            """)
        return inserted == 1 ? nil : try await recall(key, connection.query)
    }

    /// Returns the id of the last fact, or 0 where there is none: only facts reach other services, so only they can be waited for.
    private func insert(_ scope: WriteScope, _ connection: PostgresConnection) async throws -> Int64 {
        let rows = scope.jobs + scope.facts
        guard !rows.isEmpty else { return 0 }
        let inserted = try await connection.batch(rows)
        return scope.facts.isEmpty ? 0 : try inserted.last?.first?.get(0) ?? 0
    }

    func position(_ sequence: Int64) -> Position { sequence > 0 ? Position(outbox.service, sequence) : Position() }

    private func remember(_ answer: Answer, _ sequence: Int64, _ key: WriteKey, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute(
            """
            UPDATE request_log SET status = \(answer.status), headers = \(answer.headerLines), body = \(answer.body),
                position = \(sequence)
            WHERE key = \(key.text)
            """)
    }

    /// The remembered answer.
    private func recall(_ key: WriteKey, _ query: (SQL) async throws -> PostgresRows) async throws -> Answer {
        // The log's row was there a moment ago: it was swept, or its transaction has not ended.
        guard let answer = try await recallIfThere(key, query) else { throw Problem.stillRunning }
        return answer
    }

    func recallIfThere(_ key: WriteKey, _ query: (SQL) async throws -> PostgresRows) async throws -> Answer? {
        let rows = try await query(
            "SELECT fingerprint, status, headers, body, position FROM request_log WHERE key = \(key.text)")
        guard let row = rows.first else { return nil }
        guard try row.get(0) == key.fingerprint else { throw Problem.keyReused }
        return Answer(
            status: try row.get(1), position: position(try row.get(4)),
            headers: Answer.headers(fromLines: try row.get(2)), body: try row.get(3))
    }
}
