/// Decodes itself through a single value container, and says so when it refuses.
struct TextID: Codable, Equatable {
    var text: String

    init(_ text: String) { self.text = text }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        text = try container.decode(String.self)
        guard text.utf8.count < 400 else { throw DecodingError.dataCorruptedError(in: container, debugDescription: "must be short") }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

struct Integers: Codable, Equatable {
    var a: Int8, b: Int16, c: Int32, d: Int64, e: UInt, f: UInt8, g: UInt16, h: UInt32, i: UInt64

    static func random(_ generator: inout some RandomNumberGenerator) -> Integers {
        Integers(
            a: .random(in: .min ... .max, using: &generator), b: .random(in: .min ... .max, using: &generator),
            c: .random(in: .min ... .max, using: &generator), d: .min, e: .max, f: .random(in: .min ... .max, using: &generator),
            g: .random(in: .min ... .max, using: &generator), h: .random(in: .min ... .max, using: &generator), i: .max)
    }
}

/// Nested containers that are written to by turns.
struct Nest: Codable, Equatable {
    enum Keys: String, CodingKey { case list, word, again, own, after }

    var numbers: [Int]
    var word: String

    init(numbers: [Int], word: String) {
        self.numbers = numbers
        self.word = word
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        var list = try container.nestedUnkeyedContainer(forKey: .list)
        numbers = []
        while let number = try list.decodeIfPresent(Int.self) { numbers.append(number) }
        let inner = try list.nestedContainer(keyedBy: Keys.self)
        word = try inner.decode(String.self, forKey: .word)
        var deep = try list.nestedUnkeyedContainer()
        _ = try deep.superDecoder().singleValueContainer().decode(Bool.self)
        _ = try container.nestedContainer(keyedBy: Keys.self, forKey: .again).decode(Double.self, forKey: .after)
        _ = try TextID(from: container.superDecoder(forKey: .own))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        var list = container.nestedUnkeyedContainer(forKey: .list)
        var again = container.nestedContainer(keyedBy: Keys.self, forKey: .again)
        let own = container.superEncoder(forKey: .own)
        for number in numbers { try list.encode(number) }
        try list.encodeNil()
        var inner = list.nestedContainer(keyedBy: Keys.self)
        var deep = list.nestedUnkeyedContainer()
        try deep.superEncoder().singleValueContainer(true)
        try inner.encode(word, forKey: .word)
        try again.encode(0.5, forKey: .after)
        try TextID(word).encode(to: own)
        try container.encode(list.count, forKey: .after)
    }
}

extension Encoder {
    fileprivate func singleValueContainer(_ value: Bool) throws {
        var container = singleValueContainer()
        try container.encode(value)
    }
}

class Base: Codable {
    let name: String

    init(name: String) { self.name = name }
}

final class Derived: Base, Equatable {
    enum Keys: CodingKey { case age }

    let age: Int

    init(name: String, age: Int) {
        self.age = age
        super.init(name: name)
    }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        age = try container.decode(Int.self, forKey: .age)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(age, forKey: .age)
        try super.encode(to: container.superEncoder())
    }

    static func == (left: Derived, right: Derived) -> Bool { left.name == right.name && left.age == right.age }
}
