import Foundation
import JSON
import Testing

/// Foundation's coder is the model: what contracts can tell apart must not differ.
@Suite struct AgainstFoundationTests {
    private func ours<T: Decodable & Equatable>(_ type: T.Type, _ text: [UInt8]) -> Outcome<T> {
        Outcome { try JSONDecoding.decode(type, from: text) }
    }

    private func theirs<T: Decodable & Equatable>(_ type: T.Type, _ text: [UInt8]) -> Outcome<T> {
        Outcome { try JSONDecoder().decode(type, from: Data(text)) }
    }

    /// Compares whatever the text is; one that is no JSON must be refused as such.
    private func compare<T: Decodable & Equatable>(_ type: T.Type, _ text: [UInt8], _ location: SourceLocation = #_sourceLocation) {
        let ours = ours(type, text)
        let theirs = theirs(type, text)
        guard ours != theirs, !areBothRefused(ours, theirs) else { return }
        let isRefusedAsText = ours == .malformed && self.ours(JSONTree.self, text) == .malformed
        let reason = hasTrailingComma(text) || self.theirs(JSONTree.self, text).isFailure
        #expect(isRefusedAsText && reason, "\(ours) \(theirs) \(String(decoding: text, as: UTF8.self))", sourceLocation: location)
    }

    /// Which of several wrong members of a dictionary is met first is chance in Foundation; here it is the first in the text.
    private func areBothRefused<T>(_ ours: Outcome<T>, _ theirs: Outcome<T>) -> Bool {
        guard case .failure(_, let path) = ours, case .failure(_, let other) = theirs else { return false }
        if T.self == Sample.self { return !Set(["sizes", "names"]).isDisjoint(with: path.prefix(1) + other.prefix(1)) }
        let dictionaries: [Any.Type] = [JSONTree.self, [String: JSONTree].self, [String: String].self, [String: Int].self]
        return dictionaries.contains { $0 == T.self }
    }

    private func hasTrailingComma(_ text: [UInt8]) -> Bool {
        let text = String(decoding: text, as: UTF8.self).replacing(/"([^"\\\\]|\\\\.)*"/, with: "0")
        return text.contains(/,\s*[\]}]/)
    }

    @Test func anyValueIsTheSameThroughEither() throws {
        var generator = SeededGenerator(1)
        for _ in 0..<300 {
            let value = Sample.random(&generator)
            let bytes = try JSONEncoding.encode(value)
            let model = try JSONEncoder().encode(value)
            #expect(try JSONDecoder().decode(JSONTree.self, from: Data(bytes)) == JSONDecoder().decode(JSONTree.self, from: model))
            #expect(try JSONDecoder().decode(Sample.self, from: Data(bytes)) == value)
            #expect(try JSONDecoding.decode(Sample.self, from: bytes) == value)
            #expect(try JSONDecoding.decode(Sample.self, from: Array(model)) == value)
        }
    }

    @Test(arguments: [1, 2, 3]) func jsonOfAnotherShapeIsTheSameToBoth(damages: Int) throws {
        var generator = SeededGenerator(UInt64(damages))
        for _ in 0..<700 {
            let model = try JSONEncoder().encode(Sample.random(&generator))
            var tree = try JSONDecoder().decode(JSONTree.self, from: model)
            for _ in 0..<damages { tree = tree.damaged(&generator) }
            let text = Array(tree.text(&generator).utf8)
            compare(Sample.self, text)
            compare(JSONTree.self, text)
        }
    }

    @Test func brokenTextIsTheSameToBoth() throws {
        var generator = SeededGenerator(4)
        let pieces = [",", "}", "]", "{", "[", "\"", ":", "\\", "\\u", "\\ud800", "0", "-", ".", "e", "null", " ", "\u{1}", "é"].map {
            Array($0.utf8)
        }
        for _ in 0..<2_000 {
            let tree = JSONTree.any(&generator, depth: 4)
            var text = Array(tree.text(&generator).utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let at = Int.random(in: 0...text.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: text.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: at)
                case 1 where at < text.count: text.remove(at: at)
                case 2 where at < text.count: text[at] = .random(in: 1...255, using: &generator)
                default: text.removeLast(min(text.count, 2))
                }
            }
            compare(JSONTree.self, text)
            compare([Int].self, text)
            compare([String: String].self, text)
        }
    }

    @Test(arguments: JSONTree.oddNumbers) func anyNumberIsTheSameToBoth(number: String) {
        let text = Array("[\(number)]".utf8)
        compare([Int].self, text)
        compare([Int8].self, text)
        compare([Int16].self, text)
        compare([Int32].self, text)
        compare([Int64].self, text)
        compare([UInt].self, text)
        compare([UInt8].self, text)
        compare([UInt16].self, text)
        compare([UInt32].self, text)
        compare([UInt64].self, text)
        compare([Double].self, text)
        compare([Float].self, text)
        compare([String: Int].self, Array("{\"a\":\(number)}".utf8))
        compare(Int.self, Array(number.utf8))
        compare(Double.self, Array(number.utf8))
    }

    @Test func anyDoubleReadsBackAsItWas() throws {
        var generator = SeededGenerator(5)
        let values = (0..<5_000).map { _ in Double(bitPattern: .random(in: .min ... .max, using: &generator)) }.filter(\.isFinite)
        #expect(try JSONDecoding.decode(from: JSONEncoding.encode(values)) == values)
        let floats = (0..<5_000).map { _ in Float(bitPattern: .random(in: .min ... .max, using: &generator)) }.filter(\.isFinite)
        #expect(try JSONDecoding.decode(from: JSONEncoding.encode(floats)) == floats)
    }

    @Test func bigObjectsAreTheSameToBoth() {
        var generator = SeededGenerator(6)
        for count in [15, 16, 17, 18, 40] {
            let members = (0..<count).map { JSONTree.Member(name: "k\($0 % 15)", value: .any(&generator)) }
            let text = Array(JSONTree.object(members).text(&generator).utf8)
            compare([String: JSONTree].self, text)
            compare([String: Int].self, text)
        }
    }
}

extension Outcome {
    var isFailure: Bool { if case .failure = self { true } else { false } }
}
