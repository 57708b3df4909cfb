import Postgres

/// The indexes of a table, taken away for the length of a large load: making them afresh costs a third of keeping them.
///
/// Other users of the table wait until the transaction ends.
struct DeferredIndexes {
    private struct Index {
        let definition: String
        /// What was set apart from the definition.
        let settings: [String]
    }

    private let connection: PostgresConnection
    private let indexes: [Index]

    /// Whether more comes than there is.
    static func areWorthwhile(
        for staged: ImportTable, into table: String, _ connection: PostgresConnection
    ) async throws -> Bool {
        let counts = "(SELECT count(*) FROM \(staged.staging)) > (SELECT count(*) FROM \(table))"
        return try await connection.query("SELECT \(unescaped: counts)").first?.get(0) ?? false
    }

    /// Drops every index of `table` that no constraint needs. The name is written with its schema.
    static func drop(of table: String, _ connection: PostgresConnection) async throws -> DeferredIndexes {
        let rows = try await connection.query(
            """
            SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid),
                ARRAY(SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', indexrelid::regclass, attnum, attstattarget)
                    FROM pg_attribute WHERE attrelid = indexrelid AND attstattarget >= 0)
            FROM pg_index
            WHERE indrelid = \(table)::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
            """)
        var indexes: [Index] = []
        for row in rows {
            indexes.append(Index(definition: try row.get(1), settings: try row.get(2)))
            try await connection.execute("DROP INDEX \(unescaped: try row.get(0))")
        }
        return DeferredIndexes(connection: connection, indexes: indexes)
    }

    func make() async throws {
        for index in indexes {
            try await connection.execute(SQL(unescaped: index.definition))
            for setting in index.settings { try await connection.execute(SQL(unescaped: setting)) }
        }
    }
}
