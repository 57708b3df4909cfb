/// Decodes one value of a document. Three words wide, so that it travels as `any Decoder` without an allocation.
struct ValueDecoder: Decoder {
    let document: JSONDocument
    let node: Int

    var codingPath: [any CodingKey] { document.path(to: node) }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard document[node].kind == .object else { throw document.unsuitable([String: Any].self, at: node) }
        return KeyedDecodingContainer(ObjectMembers<Key>(document, node))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard document[node].kind == .list else { throw document.unsuitable([Any].self, at: node) }
        return ListElements(document, node)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }
}

extension ValueDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { document.isNull(node) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: self) }

    func decode(_ type: Bool.Type) throws -> Bool { try document.bool(at: node) }
    func decode(_ type: String.Type) throws -> String { try document.string(at: node) }
    func decode(_ type: Double.Type) throws -> Double { try document.real(at: node) }
    func decode(_ type: Float.Type) throws -> Float { try document.real(at: node) }
    func decode(_ type: Int.Type) throws -> Int { try document.integer(at: node) }
    func decode(_ type: Int8.Type) throws -> Int8 { try document.integer(at: node) }
    func decode(_ type: Int16.Type) throws -> Int16 { try document.integer(at: node) }
    func decode(_ type: Int32.Type) throws -> Int32 { try document.integer(at: node) }
    func decode(_ type: Int64.Type) throws -> Int64 { try document.integer(at: node) }
    func decode(_ type: UInt.Type) throws -> UInt { try document.integer(at: node) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try document.integer(at: node) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try document.integer(at: node) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try document.integer(at: node) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try document.integer(at: node) }
}
