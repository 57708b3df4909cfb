/// The members of an object that is being encoded.
struct ObjectFields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let output: EncodingOutput

    var codingPath: [any CodingKey] { output.path }

    func encodeNil(forKey key: Key) { write(key) { $0.null() } }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        output.key(key)
        try output.encode(value, at: key)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        part(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { part(key).unkeyedContainer() }

    func superEncoder() -> any Encoder { part(PlaceKey.inherited) }

    func superEncoder(forKey key: Key) -> any Encoder { part(key) }

    private func part(_ key: some CodingKey) -> ValueEncoder {
        output.key(key)
        return ValueEncoder(output: output.part(at: key))
    }

    private func write(_ key: Key, _ value: (inout JSONWriter) throws -> Void) rethrows {
        output.key(key)
        try output.write(value)
    }
}

extension ObjectFields {
    func encode(_ value: Bool, forKey key: Key) { write(key) { $0.bool(value) } }
    func encode(_ value: String, forKey key: Key) { write(key) { $0.string(value) } }
    func encode(_ value: Double, forKey key: Key) throws { try write(key) { try $0.finite(value, at: codingPath + [key]) } }
    func encode(_ value: Float, forKey key: Key) throws { try write(key) { try $0.finite(value, at: codingPath + [key]) } }
    func encode(_ value: Int, forKey key: Key) { write(key) { $0.integer(value) } }
    func encode(_ value: Int8, forKey key: Key) { write(key) { $0.integer(value) } }
    func encode(_ value: Int16, forKey key: Key) { write(key) { $0.integer(value) } }
    func encode(_ value: Int32, forKey key: Key) { write(key) { $0.integer(value) } }
    func encode(_ value: Int64, forKey key: Key) { write(key) { $0.integer(value) } }
    func encode(_ value: UInt, forKey key: Key) { write(key) { $0.integer(value) } }
    func encode(_ value: UInt8, forKey key: Key) { write(key) { $0.integer(value) } }
    func encode(_ value: UInt16, forKey key: Key) { write(key) { $0.integer(value) } }
    func encode(_ value: UInt32, forKey key: Key) { write(key) { $0.integer(value) } }
    func encode(_ value: UInt64, forKey key: Key) { write(key) { $0.integer(value) } }
}
