extension PostgresDatabase {
    /// Runs one brief statement, in one round trip and one transaction with those of other callers that wait at the same time.
    ///
    /// For what takes microseconds and never waits for locks: a look-up by key, a page by keyset, an insertion. A slow one would
    /// hold up its group. Where the group fails, each of its statements is run again on its own; so a statement that writes
    /// must be safe to repeat, by a unique key of its own.
    package nonisolated(nonsending) func queryGathered(
        _ sql: SQL, _ kind: GatheredKind
    ) async throws(PostgresError) -> PostgresRows {
        let gathering = kind == .reads ? gatheredReads : gatheredWrites
        switch await gathering.turn(sql, deadline: PostgresDeadline.current) {
        case .done(let rows): return rows
        case .alone: return try await query(sql)
        case .lead(let others): return try await lead(others, with: sql, gathering)
        }
    }

    private nonisolated(nonsending) func lead(
        _ others: [Gathering.Member], with sql: SQL, _ gathering: Gathering
    ) async throws(PostgresError) -> PostgresRows {
        guard !others.isEmpty else {
            defer { gathering.ended() }
            return try await query(sql)
        }
        let earliest = (others.map(\.deadline) + [PostgresDeadline.current]).compactMap(\.self).min()
        let answers: [PostgresRows]?
        do throws(PostgresError) {
            answers = try await run(.batch([sql] + others.map(\.sql)), deadline: earliest).rows
        } catch {
            // Whose fault it was shows when each is run on its own.
            answers = nil
        }
        // Before anybody goes on with an answer, so that the connection does not lie idle meanwhile.
        gathering.ended()
        guard let answers, answers.count == others.count + 1 else {
            for other in others { other.continuation.resume(returning: .alone) }
            return try await query(sql)
        }
        for (other, rows) in zip(others, answers.dropFirst()) { other.continuation.resume(returning: .done(rows)) }
        return answers[0]
    }
}

/// Reads do not wait for the disk as commits do, so the two travel apart.
package enum GatheredKind: Sendable { case reads, writes }
