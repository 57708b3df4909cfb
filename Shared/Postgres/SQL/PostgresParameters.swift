/// The values of one statement's placeholders, in order, as they go over the wire.
package struct PostgresParameters: Sendable {
    /// One value inside `storage`.
    struct Item: Sendable {
        /// -1 is NULL.
        var length: Int32
        var isBinary: Bool
        var start: Int
        /// Where `$n` stands in the statement, so that a spliced fragment can be renumbered.
        var placeholder: Int
    }

    /// All values one after the other, each followed by a NUL as libpq wants text to be.
    private(set) var storage: [UInt8] = []
    private(set) var items: [Item] = []
    /// Object ids, or empty while each type is left to the server.
    private(set) var types: [UInt32] = []
    /// Why these values cannot be sent.
    private(set) var refusal: PostgresError?

    var count: Int { items.count }

    /// Binds text, whose type the server infers as it does for a quoted literal.
    package mutating func append(text: String) {
        let start = storage.count
        storage.append(contentsOf: text.utf8)
        if storage[start...].contains(0) { refuseNUL() }
        finish(start: start, isBinary: false, type: PostgresType.inferred)
    }

    /// Binds the binary form of a type.
    package mutating func append(binary bytes: some Sequence<UInt8>, type: UInt32) {
        let start = storage.count
        storage.append(contentsOf: bytes)
        finish(start: start, isBinary: true, type: type)
    }

    package mutating func appendNull(type: UInt32) {
        setType(type)
        items.append(Item(length: -1, isBinary: type != 0, start: storage.count, placeholder: 0))
    }
}

extension PostgresParameters {
    mutating func placeLast(at offset: Int) { items[items.count - 1].placeholder = offset }

    /// Takes over a spliced fragment's values, whose placeholders now stand at `placeholders`.
    mutating func append(_ other: PostgresParameters, placeholders: [Int]) {
        let base = storage.count
        let first = items.count
        storage.append(contentsOf: other.storage)
        for (index, item) in other.items.enumerated() {
            setType(index < other.types.count ? other.types[index] : 0)
            items.append(item)
            items[first + index].start += base
            items[first + index].placeholder = placeholders[index]
        }
        refusal = refusal ?? other.refusal
    }

    private mutating func finish(start: Int, isBinary: Bool, type: UInt32) {
        setType(type)
        items.append(Item(length: Int32(clamping: storage.count - start), isBinary: isBinary, start: start, placeholder: 0))
        storage.append(0)
    }

    private mutating func setType(_ type: UInt32) {
        guard type != 0 || !types.isEmpty else { return }
        while types.count < items.count { types.append(0) }
        types.append(type)
    }

    private mutating func refuseNUL() {
        refusal = refusal ?? PostgresError(.invalidParameter, "parameter $\(count + 1) holds a NUL, which text cannot store")
    }
}
