import Foundation
import JSON
import Testing

@Suite struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func placesCommasAndColons() {
        let json = text { writer in
            writer.object {
                $0.field("a", 1)
                $0.field("b", ["x", "{", "[", ":"])
                $0.key("c")
                $0.object { _ in }
                $0.field("d", [[1, 2], [], [3]])
                $0.field("e", orNull: Int?.none)
                $0.field("f", ifPresent: Int?.none)
                $0.field("g", true)
                $0.key("h")
                $0.raw(#"{"i":[]}"#.utf8)
                $0.field("j", orNull: "z")
            }
        }
        #expect(json == #"{"a":1,"b":["x","{","[",":"],"c":{},"d":[[1,2],[],[3]],"e":null,"g":true,"h":{"i":[]},"j":"z"}"#)
    }

    @Test func anyStringReadsBackAsItWas() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<3_000 {
            let value = randomText(&generator)
            let bytes = Data([value].jsonBytes())
            let read = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String])
            #expect(Array(read[0].utf8) == Array(value.utf8))
            #expect(try JSONDecoder().decode([String].self, from: bytes) == [value])
        }
    }

    @Test func everyControlCharacterIsEscaped() {
        for byte in UInt8(0)..<0x20 {
            let json = text { $0.string(String(Unicode.Scalar(byte))) }
            #expect(json.utf8.allSatisfy { $0 >= 0x20 }, "\(byte)")
        }
    }

    @Test func anyKeyReadsBackAsItWas() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1_000 {
            let value = [randomText(&generator): 1, "plain": 2]
            #expect(try JSONDecoder().decode([String: Int].self, from: Data(value.jsonBytes())) == value)
        }
    }

    @Test func anyNumberReadsBackAsItWas() throws {
        var generator = SystemRandomNumberGenerator()
        let edges: [Double] = [
            0, -0.5, 1e18, 1e19, -1e300, .greatestFiniteMagnitude, .pi, 0.1, 1e-7, .leastNonzeroMagnitude, 123456789.125,
        ]
        let random = (0..<3_000).map { _ in Double(bitPattern: .random(in: .min ... .max, using: &generator)) }
        for value in edges + random where value.isFinite {
            #expect(try JSONDecoder().decode([Double].self, from: Data([value].jsonBytes())) == [value])
        }
        for value in [Int.min, .max, 0, -1] { #expect(String(decoding: value.jsonBytes(), as: UTF8.self) == "\(value)") }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity]) func whatJSONCannotSpellIsNull(value: Double) {
        #expect(String(decoding: value.jsonBytes(), as: UTF8.self) == "null")
    }
}
