/// One row. Cheap to copy; it keeps its result alive.
package struct PostgresRow: Sendable {
    let result: PostgresResult
    let index: Int

    /// Columns are counted from 0. Throws `.decoding` when the value does not fit.
    package func get<T: PostgresDecodable>(_ column: Int, as _: T.Type = T.self) throws(PostgresError) -> T {
        try T(postgres: result.cell(row: index, column: column))
    }

    /// Searches the names one by one: for rows by the thousand use positions.
    package func get<T: PostgresDecodable>(_ name: String, as _: T.Type = T.self) throws(PostgresError) -> T {
        guard let column = result.column(named: name) else {
            throw PostgresError(.decoding, "there is no column named \(name)")
        }
        return try get(column)
    }

    /// The bytes as the server sent them, nil for NULL. They must not leave `body`.
    package func withBytes<T, Failure: Error>(
        _ column: Int, _ body: (UnsafeRawBufferPointer?) throws(Failure) -> T
    ) throws(Failure) -> T {
        precondition(column >= 0 && column < result.columns, "no such column")
        defer { withExtendedLifetime(result) {} }
        return try body(result.bytes(row: index, column: column))
    }
}
