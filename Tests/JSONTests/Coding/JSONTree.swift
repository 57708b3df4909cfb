import Foundation

/// Any JSON, in a form that can be broken on purpose and written in more than one way.
indirect enum JSONTree: Decodable, Equatable {
    case null, bool(Bool), number(String), text(String), list([JSONTree]), object([Member])

    struct Member: Equatable {
        var name: String
        var value: JSONTree
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(Int64(exactly: value).map { "\($0)" } ?? "\(value)")
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let values = try? decoder.unkeyedContainer() {
            self = .list(try Self.elements(values))
        } else {
            let members = try container.decode([String: JSONTree].self).sorted { $0.key < $1.key }
            self = .object(members.map { Member(name: $0.key, value: $0.value) })
        }
    }

    private static func elements(_ values: any UnkeyedDecodingContainer) throws -> [JSONTree] {
        var values = values
        var elements: [JSONTree] = []
        while !values.isAtEnd { elements.append(try values.decode(JSONTree.self)) }
        return elements
    }

    /// The text, with white space and escapes where they make no difference.
    func text(_ generator: inout some RandomNumberGenerator) -> String {
        let space = ["", "", "", " ", "\n\t", "\r "].randomElement(using: &generator) ?? ""
        switch self {
        case .null: return space + "null" + space
        case .bool(let value): return "\(space)\(value)"
        case .number(let digits): return digits + space
        case .text(let text): return Self.quoted(text, &generator) + space
        case .list(let elements): return "[" + space + elements.map { $0.text(&generator) }.joined(separator: ",") + "]"
        case .object(let members):
            let texts = members.map { Self.quoted($0.name, &generator) + space + ":" + $0.value.text(&generator) }
            return space + "{" + texts.joined(separator: space + ",") + space + "}"
        }
    }

    private static func quoted(_ text: String, _ generator: inout some RandomNumberGenerator) -> String {
        let escapesAll = Int.random(in: 0..<8, using: &generator) == 0
        let escaped = text.unicodeScalars.map { scalar -> String in
            let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            guard escapesAll || mustEscape else { return String(scalar) }
            if scalar == "/", Bool.random(using: &generator) { return "\\/" }
            return String(scalar).utf16.map { "\\u" + String(format: "%04x", $0) }.joined()
        }
        return "\"" + escaped.joined() + "\""
    }
}
