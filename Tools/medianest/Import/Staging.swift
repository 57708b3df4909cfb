import Postgres
import Synchronization

/// Takes a file into a temporary table as text, and finds what is wrong with it there, by line.
struct Staging {
    private static let shownErrors = 5

    let folder: ImportFolder
    let connection: PostgresConnection

    /// The table lives until the transaction ends. Throws when a row cannot be used, naming the first lines.
    func load(_ table: ImportTable) async throws {
        let columns = table.columns.map { "\($0.name) text" }.joined(separator: ", ")
        try await connection.execute(
            "CREATE TEMPORARY TABLE \(unescaped: table.staging) (line bigint GENERATED ALWAYS AS IDENTITY, \(unescaped: columns)) ON COMMIT DROP"
        )
        try await copy(table)
        try await check(table)
        try await connection.execute("ANALYZE \(unescaped: table.staging)")
    }

    private func copy(_ table: ImportTable) async throws {
        let bar = ProgressBar(table.file)
        let total = folder.size(of: table)
        let sent = Mutex(0)
        let pieces = try FilePieces(table, in: folder) { size in
            let done = sent.withLock { done in
                done += size
                return done
            }
            bar.show(Double(done) / Double(max(1, total)), "\(done >> 20) of \(total >> 20) MiB")
        }
        let names = table.columns.map(\.name).joined(separator: ", ")
        let rows = try await connection.copyIn("COPY \(table.staging) (\(names)) FROM STDIN", from: pieces)
        bar.finish("\(table.file): \(rows) rows read")
    }

    private func check(_ table: ImportTable) async throws {
        let conditions = table.columns.map(\.isWrong)
        let reasons = table.columns.map { "WHEN \($0.isWrong) THEN '\($0.name) is not \($0.meaning)'" }
        let rows = try await connection.query(
            """
            SELECT line, CASE \(unescaped: reasons.joined(separator: " ")) END FROM \(unescaped: table.staging)
            WHERE \(unescaped: conditions.joined(separator: " OR ")) ORDER BY line LIMIT \(Self.shownErrors)
            """)
        try Self.refuse(rows, table)
    }

    /// Throws when there are rows of a line and a reason.
    static func refuse(_ rows: PostgresRows, _ table: ImportTable) throws {
        let errors = try rows.map { row in
            "\(table.file) line \(try row.get(0, as: Int.self)): \(try row.get(1, as: String.self))"
        }
        if !errors.isEmpty { throw CommandError.data(errors.joined(separator: "; ")) }
    }
}
