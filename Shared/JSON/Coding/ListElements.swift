/// The elements of a list, one after another. An element that does not decode stays the next one.
struct ListElements: UnkeyedDecodingContainer {
    private let document: JSONDocument
    private let list: Int
    private var node: Int
    private(set) var currentIndex = 0

    init(_ document: JSONDocument, _ list: Int) {
        self.document = document
        self.list = list
        node = list + 1
    }

    var codingPath: [any CodingKey] { document.path(to: list) }
    var count: Int? { document[list].count }
    var isAtEnd: Bool { currentIndex >= document[list].count }

    mutating func decodeNil() throws -> Bool {
        guard document.isNull(try next(Never.self)) else { return false }
        pass()
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try take(type) { try T(from: $0) }
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        try take(KeyedDecodingContainer<Nested>.self) { try $0.container(keyedBy: type) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try take((any UnkeyedDecodingContainer).self) { try $0.unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder {
        try take((any Decoder).self) { $0 }
    }

    private func next(_ type: Any.Type) throws -> Int {
        guard !isAtEnd else {
            let path = codingPath + [PlaceKey.index(currentIndex)]
            throw DecodingError.valueNotFound(type, .init(codingPath: path, debugDescription: "the list has ended"))
        }
        return node
    }

    private mutating func pass() {
        node = Int(document[node].next)
        currentIndex += 1
    }

    private mutating func take<R>(_ type: Any.Type, _ decode: (ValueDecoder) throws -> R) throws -> R {
        let value = try decode(ValueDecoder(document: document, node: try next(type)))
        pass()
        return value
    }
}

extension ListElements {
    mutating func decode(_ type: Bool.Type) throws -> Bool { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: String.Type) throws -> String { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: Double.Type) throws -> Double { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: Float.Type) throws -> Float { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: Int.Type) throws -> Int { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try take(type) { try $0.decode(type) } }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try take(type) { try $0.decode(type) } }
}
