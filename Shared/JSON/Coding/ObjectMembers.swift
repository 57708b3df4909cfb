/// The members of an object, asked for by key.
struct ObjectMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let document: JSONDocument
    private let object: Int
    private let table: [String: Int]?

    init(_ document: JSONDocument, _ object: Int) {
        self.document = document
        self.object = object
        table = document.table(of: object)
    }

    var codingPath: [any CodingKey] { document.path(to: object) }

    var allKeys: [Key] {
        var seen: Set<String> = []
        return document.names(of: object).compactMap { seen.insert($0.name).inserted ? Key(stringValue: $0.name) : nil }
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { document.isNull(try value(key)) }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try T(from: decoder(at: try value(key))) }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        try present(key).map { try T(from: decoder(at: $0)) }
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        try decoder(at: try value(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(at: try value(key)).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        decoder(at: find(PlaceKey.inherited) ?? document.addAbsent(PlaceKey.inherited, of: object))
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { decoder(at: find(key) ?? document.addAbsent(key, of: object)) }

    private func decoder(at node: Int) -> ValueDecoder { ValueDecoder(document: document, node: node) }

    private func find(_ key: some CodingKey) -> Int? {
        let name = key.stringValue
        guard let node = table.map({ $0[name] }) ?? document.member(name, of: object) else { return nil }
        if let number = key.intValue { document.note(number, asKeyOf: node) }
        return node
    }

    private func value(_ key: Key) throws -> Int {
        guard let node = find(key) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "\(key.stringValue) is missing"))
        }
        return node
    }

    /// Nil for null, too.
    private func present(_ key: Key) -> Int? {
        guard let node = find(key), !document.isNull(node) else { return nil }
        return node
    }
}

extension ObjectMembers {
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try document.bool(at: value(key)) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try document.string(at: value(key)) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try document.real(at: value(key)) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try document.real(at: value(key)) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try document.integer(at: value(key)) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try document.integer(at: value(key)) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try document.integer(at: value(key)) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try document.integer(at: value(key)) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try document.integer(at: value(key)) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try document.integer(at: value(key)) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try document.integer(at: value(key)) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try document.integer(at: value(key)) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try document.integer(at: value(key)) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try document.integer(at: value(key)) }
}

// What is often optional; the rest looks its key up once for each question.
extension ObjectMembers {
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try present(key).map { try document.bool(at: $0) } }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try present(key).map { try document.string(at: $0) } }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try present(key).map { try document.integer(at: $0) } }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try present(key).map { try document.integer(at: $0) } }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try present(key).map { try document.real(at: $0) } }
}
