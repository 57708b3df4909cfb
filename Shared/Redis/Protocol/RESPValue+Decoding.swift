extension RESPValue {
    /// Each of these throws the reply itself if it is an error, and `.unexpectedReply` if it is of another type.
    package func decodedInt() throws(RedisError) -> Int { try decoded(int, as: "an integer") }

    package func decodedString() throws(RedisError) -> String { try decoded(string, as: "a string") }

    package func decodedArray() throws(RedisError) -> [RESPValue] { try decoded(array, as: "an array") }

    package func decodedBytes() throws(RedisError) -> [UInt8] { try decoded(bytes, as: "bytes") }

    /// `nil` for a null reply.
    package func decodedOptionalBytes() throws(RedisError) -> [UInt8]? {
        if case .null = self { nil } else { try decodedBytes() }
    }

    /// Integers other than 0 are true.
    package func decodedBool() throws(RedisError) -> Bool { try decodedInt() != 0 }

    /// Names and values that alternate, as in the replies of HGETALL and XINFO.
    package func decodedPairs() throws(RedisError) -> [String: RESPValue] {
        let elements = try decodedArray()
        guard elements.count.isMultiple(of: 2) else { throw unexpected("pairs") }
        var pairs = [String: RESPValue](minimumCapacity: elements.count / 2)
        for index in stride(from: 0, to: elements.count, by: 2) {
            pairs[try elements[index].decodedString()] = elements[index + 1]
        }
        return pairs
    }

    func decoded<Value>(_ value: Value?, as wanted: String) throws(RedisError) -> Value {
        guard let value else { throw unexpected(wanted) }
        return value
    }

    func unexpected(_ wanted: String) -> RedisError {
        if case .error(let error) = self { return error }
        return RedisError(.unexpectedReply, "\(wanted) was expected, the reply is \(kind)")
    }

    // Names the type only: a value has no place in an error message.
    private var kind: String {
        switch self {
        case .null: "null"
        case .integer: "an integer"
        case .status: "a status"
        case .bulk: "a bulk string"
        case .array: "an array"
        case .error: "an error"
        }
    }
}
