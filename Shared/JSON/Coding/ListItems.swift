/// The elements of a list that is being encoded.
struct ListItems: UnkeyedEncodingContainer {
    let output: EncodingOutput

    var codingPath: [any CodingKey] { output.path }
    var count: Int { output.frame.count }

    func encodeNil() { write { $0.null() } }

    func encode<T: Encodable>(_ value: T) throws {
        let key = PlaceKey.index(count)
        output.element()
        try output.encode(value, at: key)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        part().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { part().unkeyedContainer() }

    func superEncoder() -> any Encoder { part() }

    private func part() -> ValueEncoder {
        let key = PlaceKey.index(count)
        output.element()
        return ValueEncoder(output: output.part(at: key))
    }

    private func write(_ value: (inout JSONWriter) throws -> Void) rethrows {
        try output.write(value)
        output.element()
    }
}

extension ListItems {
    func encode(_ value: Bool) { write { $0.bool(value) } }
    func encode(_ value: String) { write { $0.string(value) } }
    func encode(_ value: Double) throws { try write { try $0.finite(value, at: codingPath + [PlaceKey.index(count)]) } }
    func encode(_ value: Float) throws { try write { try $0.finite(value, at: codingPath + [PlaceKey.index(count)]) } }
    func encode(_ value: Int) { write { $0.integer(value) } }
    func encode(_ value: Int8) { write { $0.integer(value) } }
    func encode(_ value: Int16) { write { $0.integer(value) } }
    func encode(_ value: Int32) { write { $0.integer(value) } }
    func encode(_ value: Int64) { write { $0.integer(value) } }
    func encode(_ value: UInt) { write { $0.integer(value) } }
    func encode(_ value: UInt8) { write { $0.integer(value) } }
    func encode(_ value: UInt16) { write { $0.integer(value) } }
    func encode(_ value: UInt32) { write { $0.integer(value) } }
    func encode(_ value: UInt64) { write { $0.integer(value) } }
}
