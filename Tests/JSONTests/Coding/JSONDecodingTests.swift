import JSON
import Testing

@Suite struct JSONDecodingTests {
    private struct Page: Codable, Equatable {
        struct Item: Codable, Equatable {
            var id: TextID
            var tags: [String]
            var year: Int?
        }

        var items: [Item]
        var hasMore: Bool
        var nextCursor: String?
    }

    private func decode<T: Decodable & Equatable>(_ type: T.Type, _ text: String) -> Outcome<T> {
        Outcome { try JSONDecoding.decode(type, from: Array(text.utf8)) }
    }

    @Test func readsAContractsShape() {
        let text = #"{ "items" : [{"id":"a","tags":["x\/y"],"other":{"z":[]}},{"year":null,"tags":[],"id":"b"}], "hasMore":true }"#
        let page = Page(items: [.init(id: TextID("a"), tags: ["x/y"]), .init(id: TextID("b"), tags: [])], hasMore: true)
        #expect(decode(Page.self, text) == .value(page))
    }

    @Test(arguments: [
        (#"{"items":[]}"#, "no hasMore", []),
        (#"{"items":[{"id":"a","tags":[]},{"tags":[]}]}"#, "no id", ["items", "Index 1#1"]),
        (#"{"items":[{"id":7}]}"#, "not String", ["items", "Index 0#0", "id"]),
        (#"{"items":[{"id":"a","tags":["x",null]}]}"#, "null for String", ["items", "Index 0#0", "tags", "Index 1#1"]),
        (#"{"items":[{"id":"a","tags":[],"year":"x"}]}"#, "not Int", ["items", "Index 0#0", "year"]),
        (#"{"items":{}}"#, "not Array<Any>", ["items"]),
        (#"{"items":null}"#, "null for Array<Any>", ["items"]),
        (#"[]"#, "not Dictionary<String, Any>", []),
        (#"{"items":[],"hasMore":true,}"#, "corrupted", []),
    ]) func anErrorNamesItsPlace(text: String, kind: String, path: [String]) {
        #expect(decode(Page.self, text) == .failure(kind: kind, path: path))
    }

    @Test func anErrorOfTheValueNamesItsPlace() {
        let long = String(repeating: "x", count: 400)
        #expect(decode([String: TextID].self, #"{"12":"\#(long)"}"#) == .failure(kind: "corrupted", path: ["12#12"]))
    }

    @Test func theFirstOfTwoMembersCounts() {
        #expect(decode([String: Int].self, #"{"a":1,"\u0061":2}"#) == .value(["a": 1]))
        let many = (0..<20).map { #""k\#($0)":0"# }.joined(separator: ",")
        #expect(decode([String: Int].self, #"{"a":1,\#(many),"a":2}"#).isValue { $0["a"] == 1 })
    }

    @Test func readsEveryEscape() {
        #expect(decode(String.self, #""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\uDE00\u0000""#) == .value("\"\\/\u{8}\u{C}\n\r\tAé€😀\0"))
        for unit in UInt16.min ... .max where !UTF16.isSurrogate(unit) {
            let digits = String(unit, radix: 16)
            let text = "\"\\u" + String(repeating: "0", count: 4 - digits.count) + digits + "\""
            #expect(decode(String.self, text) == .value(String(decoding: [unit], as: UTF16.self)))
        }
    }

    @Test(arguments: [
        "", " ", "{", "[", "\"", "[1,]", "[,1]", "{\"a\":1,}", "{,}", "{\"a\"}", "{\"a\":}", "{a:1}", "{1:1}", "[1 2]", "[1]]", "[] x",
        "1 1",
        "01", "-", "-01", "1.", ".5", "+1", "1e", "1e+", "0x1", "1_0", "NaN", "Infinity", "tru", "nulL", "True", "'a'", "\"\\x\"", "\"\\",
        "\"\\u12", "\"\\u12g4\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\n\"", "\"\\ud800\\u0041\"", "\"\\ud800\\ud800\"", "\"\u{1F}\"",
        "\"a\nb\"", "[1]\0", "// x\n1", "\u{A0}1", "\u{C}1",
    ]) func refusesWhatIsNotJSON(text: String) {
        #expect(decode(JSONTree.self, text) == .malformed)
        // Where nobody looks, too.
        #expect(decode([String: Int].self, "{\"unread\":\(text)") == .malformed)
    }

    @Test(arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80]] as [[UInt8]])
    func refusesWhatIsNotUTF8(bytes: [UInt8]) {
        for padding in 0..<9 {
            let text = Array("\"".utf8) + Array(repeating: 0x61, count: padding) + bytes + Array("\"".utf8)
            #expect(Outcome { try JSONDecoding.decode(String.self, from: text) } == .malformed)
        }
    }

    @Test func refusesEveryBeginning() throws {
        var generator = SeededGenerator(7)
        let text = try JSONEncoding.encode(Sample.random(&generator))
        for length in 0..<text.count {
            #expect(Outcome { try JSONDecoding.decode(Sample.self, from: Array(text[..<length])) } == .malformed)
        }
    }

    @Test func nestingHasALimit() {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(decode([JSONTree].self, nested(128)).isValue { _ in true })
        #expect(decode([JSONTree].self, nested(129)) == .malformed)
        #expect(decode([JSONTree].self, String(repeating: "{\"a\":", count: 100_000)) == .malformed)
    }

    @Test func passesOverAByteOrderMark() {
        #expect(decode(Int.self, "\u{FEFF}1") == .value(1))
        #expect(decode(Int.self, "1\u{FEFF}") == .malformed)
    }

    @Test func aDecoderMayOutliveTheCall() throws {
        struct Kept: Decodable {
            let decoder: any Decoder
            init(from decoder: any Decoder) throws { self.decoder = decoder }
        }
        let kept = try JSONDecoding.decode([Kept].self, from: Array(#"["far"]"#.utf8))
        #expect(try kept.first.map { try String(from: $0.decoder) } == "far")
    }
}

extension Outcome {
    func isValue(_ isRight: (Value) -> Bool) -> Bool { if case .value(let value) = self { isRight(value) } else { false } }
}
