extension PostgresRow {
    /// The big-endian integer of two, four or eight bytes in a column, nil for NULL: the plain form of `get`, for columns whose type
    /// the statement's writer knows. A `float8` comes as its bit pattern.
    package func integer(_ column: Int) -> Int64? {
        guard let bytes = result.bytes(row: index, column: column) else { return nil }
        defer { withExtendedLifetime(result) {} }
        switch bytes.count {
        case 8: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        case 4: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case 2: return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        default: preconditionFailure("column \(column) holds no integer")
        }
    }

    /// Microseconds since 1970 of a `timestamptz`, nil for NULL.
    package func timestamp(_ column: Int) -> Int64? {
        integer(column).map { $0 &+ PostgresTimestamp.epochOffset }
    }
}
