/// One column of one row, in the binary format. Valid only while its row is.
package struct PostgresCell {
    /// nil is NULL.
    package let bytes: UnsafeRawBufferPointer?
    /// The type's object id.
    package let type: UInt32
    package let column: Int
}

extension PostgresCell {
    package func present() throws(PostgresError) -> UnsafeRawBufferPointer {
        guard let bytes else { throw PostgresError(.decoding, "column \(column) is NULL") }
        return bytes
    }

    package func mismatch(_ expected: String) -> PostgresError {
        PostgresError(.decoding, "column \(column) of type \(type) does not hold \(expected)")
    }

    /// The big-endian integer that fills the cell exactly.
    func integer<T: FixedWidthInteger>(_: T.Type) throws(PostgresError) -> T {
        let bytes = try present()
        guard bytes.count == MemoryLayout<T>.size else { throw mismatch("\(MemoryLayout<T>.size) bytes") }
        return T(bigEndian: bytes.loadUnaligned(as: T.self))
    }

    /// An integer of any width, if it fits.
    func anyInteger<T: FixedWidthInteger>(_: T.Type = T.self) throws(PostgresError) -> T {
        let wide: Int64 =
            switch type {
            case PostgresType.int8: try integer(Int64.self)
            case PostgresType.int4: Int64(try integer(Int32.self))
            case PostgresType.int2: Int64(try integer(Int16.self))
            case PostgresType.oid: Int64(try integer(UInt32.self))
            case PostgresType.numeric: try PostgresNumeric(self).integer
            default: throw mismatch("an integer")
            }
        guard let value = T(exactly: wide) else { throw mismatch("an integer that fits \(T.self)") }
        return value
    }
}
