extension PostgresCell {
    /// The elements of a one-dimensional array.
    func elements<T: PostgresDecodable>() throws(PostgresError) -> [T] {
        var rest = try present()[...]
        let dimensions = try take(&rest)
        _ = try take(&rest)
        let elementType = UInt32(bitPattern: try take(&rest))
        guard dimensions != 0 else { return [] }
        guard dimensions == 1 else { throw mismatch("an array of one dimension") }
        let count = try take(&rest)
        _ = try take(&rest)
        var elements: [T] = []
        // The count is the server's word, but the bytes are what is really there.
        elements.reserveCapacity(min(Int(count), rest.count / 4))
        for _ in 0..<max(0, count) {
            let length = try take(&rest)
            elements.append(try T(postgres: try element(length, elementType, &rest)))
        }
        return elements
    }

    private func element(
        _ length: Int32, _ type: UInt32, _ rest: inout Slice<UnsafeRawBufferPointer>
    ) throws(PostgresError) -> PostgresCell {
        guard length >= 0 else { return PostgresCell(bytes: nil, type: type, column: column) }
        guard rest.count >= Int(length) else { throw mismatch("an array") }
        let bytes = UnsafeRawBufferPointer(rebasing: rest.prefix(Int(length)))
        rest = rest.dropFirst(Int(length))
        return PostgresCell(bytes: bytes, type: type, column: column)
    }

    private func take(_ rest: inout Slice<UnsafeRawBufferPointer>) throws(PostgresError) -> Int32 {
        guard rest.count >= 4 else { throw mismatch("an array") }
        let value = UnsafeRawBufferPointer(rebasing: rest.prefix(4)).loadUnaligned(as: Int32.self)
        rest = rest.dropFirst(4)
        return Int32(bigEndian: value)
    }
}
