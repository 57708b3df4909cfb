/// Encodes one value into an output.
struct ValueEncoder: Encoder {
    let output: EncodingOutput

    var codingPath: [any CodingKey] { output.path }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        output.open(.object)
        return KeyedEncodingContainer(ObjectFields<Key>(output: output))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        output.open(.list)
        return ListItems(output: output)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension ValueEncoder: SingleValueEncodingContainer {
    func encodeNil() { output.single { $0.null() } }

    func encode<T: Encodable>(_ value: T) throws { try value.encode(to: self) }

    func encode(_ value: Bool) { output.single { $0.bool(value) } }
    func encode(_ value: String) { output.single { $0.string(value) } }
    func encode(_ value: Double) throws { try output.single { try $0.finite(value, at: output.path) } }
    func encode(_ value: Float) throws { try output.single { try $0.finite(value, at: output.path) } }
    func encode(_ value: Int) { output.single { $0.integer(value) } }
    func encode(_ value: Int8) { output.single { $0.integer(value) } }
    func encode(_ value: Int16) { output.single { $0.integer(value) } }
    func encode(_ value: Int32) { output.single { $0.integer(value) } }
    func encode(_ value: Int64) { output.single { $0.integer(value) } }
    func encode(_ value: UInt) { output.single { $0.integer(value) } }
    func encode(_ value: UInt8) { output.single { $0.integer(value) } }
    func encode(_ value: UInt16) { output.single { $0.integer(value) } }
    func encode(_ value: UInt32) { output.single { $0.integer(value) } }
    func encode(_ value: UInt64) { output.single { $0.integer(value) } }
}
