internal import CLibpq

extension PostgresParameters {
    /// Calls `body` with libpq's parallel arrays of values, lengths, formats and types.
    func withCArrays<T>(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?, UnsafePointer<UInt32>?
        ) -> T
    ) -> T {
        guard count > 0 else { return body(nil, nil, nil, nil) }
        return storage.withUnsafeBytes { storage in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: count * 2) { numbers in
                    for (index, item) in items.enumerated() {
                        let start = storage.baseAddress.map { $0 + item.start }
                        values[index] = item.length < 0 ? nil : start?.assumingMemoryBound(to: CChar.self)
                        numbers[index] = max(0, item.length)
                        numbers[count + index] = item.isBinary ? 1 : 0
                    }
                    return withTypes { body(values.baseAddress, numbers.baseAddress, numbers.baseAddress.map { $0 + count }, $0) }
                }
            }
        }
    }

    private func withTypes<T>(_ body: (UnsafePointer<UInt32>?) -> T) -> T {
        types.isEmpty ? body(nil) : types.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}

extension SQL {
    /// Why the statement cannot be sent.
    var refusal: PostgresError? {
        guard parameters.count <= Int(UInt16.max) else {
            return PostgresError(.invalidParameter, "a statement takes at most 65535 parameters")
        }
        guard !text.utf8.contains(0) else { return PostgresError(.invalidParameter, "the statement holds a NUL") }
        return parameters.refusal
    }
}
