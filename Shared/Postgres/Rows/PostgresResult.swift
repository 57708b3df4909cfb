internal import CLibpq

/// Owns one `PGresult`.
///
/// Unchecked because libpq only reads a finished result: any number of threads may look at it.
final class PostgresResult: @unchecked Sendable {
    let pointer: OpaquePointer
    let count: Int
    let columns: Int

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
        count = Int(PQntuples(pointer))
        columns = Int(PQnfields(pointer))
    }

    deinit { PQclear(pointer) }

    /// Rows that the command changed, or returned.
    var affected: Int {
        guard let text = PQcmdTuples(pointer) else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    /// The command tag: `COMMIT`, `INSERT 0 1`.
    var command: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

    func cell(row: Int, column: Int) throws(PostgresError) -> PostgresCell {
        guard column >= 0, column < columns else { throw PostgresError(.decoding, "there is no column \(column)") }
        return PostgresCell(
            bytes: bytes(row: row, column: column), type: PQftype(pointer, Int32(column)), column: column)
    }

    func bytes(row: Int, column: Int) -> UnsafeRawBufferPointer? {
        let (row, column) = (Int32(row), Int32(column))
        guard PQgetisnull(pointer, row, column) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(pointer, row, column), count: Int(PQgetlength(pointer, row, column)))
    }

    func column(named name: String) -> Int? {
        (0..<columns).first { PQfname(pointer, Int32($0)).map { String(cString: $0) } == name }
    }
}
