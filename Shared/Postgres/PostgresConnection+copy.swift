extension PostgresConnection {
    /// Copies into a table: `COPY media (id, title) FROM STDIN`. Returns the number of rows.
    ///
    /// The pieces of `rows` need not end where rows do. A slow server holds the sequence back. When the sequence
    /// throws or the task is cancelled, nothing is copied.
    package nonisolated(nonsending) func copyIn<Rows: AsyncSequence>(
        _ statement: String, from rows: Rows
    ) async throws -> Int where Rows.Element == [UInt8] {
        _ = try await run(.copyBegin(statement))
        do {
            for try await piece in rows { try await put(piece) }
            try Task.checkCancellation()
        } catch {
            await abandonCopy()
            throw error is CancellationError ? PostgresError(.cancelled, "the copying task was cancelled") : error
        }
        return try await run(.copyEnd(abandoning: nil)).rows.last?.affected ?? 0
    }

    /// libpq counts a message in 32 bits, and a smaller piece lets the connection breathe.
    private nonisolated(nonsending) func put(_ piece: [UInt8]) async throws(PostgresError) {
        let limit = 1 << 20
        guard piece.count > limit else {
            _ = try await run(.copyData(piece))
            return
        }
        for start in stride(from: 0, to: piece.count, by: limit) {
            _ = try await run(.copyData(Array(piece[start..<min(start + limit, piece.count)])))
        }
    }

    private nonisolated(nonsending) func abandonCopy() async {
        do throws(PostgresError) {
            _ = try await runShielded(.copyEnd(abandoning: "the copy was abandoned"))
        } catch {
            // The server's answer to an abandoned copy is always an error. A broken connection shows at its next use.
        }
    }
}
