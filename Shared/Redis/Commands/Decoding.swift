extension RESPValue {
    func decodedOptionalByteStrings() throws(RedisError) -> [[UInt8]?] {
        var values: [[UInt8]?] = []
        for element in try decodedArray() { values.append(try element.decodedOptionalBytes()) }
        return values
    }

    func decodedStrings() throws(RedisError) -> [String] {
        var values: [String] = []
        for element in try decodedArray() { values.append(try element.decodedString()) }
        return values
    }
}

extension Duration {
    /// Whole milliseconds, at least one: Redis refuses 0, and takes it for "for ever" where it does not.
    var redisMilliseconds: Int {
        max(1, Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000))
    }
}
