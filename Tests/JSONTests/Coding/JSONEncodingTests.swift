import Foundation
import JSON
import Testing

@Suite struct JSONEncodingTests {
    private struct Reading: Encodable {
        var values: [String: [Double]]
    }

    private struct Silent: Encodable {
        func encode(to encoder: any Encoder) {}
    }

    private struct Holder<T: Encodable>: Encodable {
        var held: T
        var list: [T]
    }

    /// An object to which two take their turns, as a reply that carries a page does.
    private struct Joined: Encodable {
        enum Keys: CodingKey { case more }

        func encode(to encoder: any Encoder) throws {
            try Holder(held: 1, list: []).encode(to: encoder)
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode("x", forKey: .more)
        }
    }

    /// Passes over an error that a member threw.
    private struct Careless: Encodable {
        enum Keys: CodingKey { case a, b }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try? container.encode([1, Double.nan], forKey: .a)
            try container.encode(1, forKey: .b)
        }
    }

    private func text(_ value: some Encodable) throws -> String { String(decoding: try JSONEncoding.encode(value), as: UTF8.self) }

    @Test func writesMembersInTheirOrder() throws {
        #expect(try text(Holder(held: "a/b\n", list: ["\u{1}"])) == #"{"held":"a/b\n","list":["\u0001"]}"#)
        #expect(try text(Joined()) == #"{"held":1,"list":[],"more":"x"}"#)
        #expect(try text(Holder(held: Silent(), list: [])) == #"{"held":{},"list":[]}"#)
        #expect(try text(["a/b": Int?.none]) == #"{"a/b":null}"#)
        #expect(try text(7) == "7")
    }

    @Test func interleavedContainersKeepTheirPlaces() throws {
        let expected = #"{"list":[1,null,{"word":"w"},[true]],"again":{"after":0.5},"own":"w","after":4}"#
        #expect(try text(Nest(numbers: [1], word: "w")) == expected)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity]) func refusesWhatJSONCannotSpell(value: Double) {
        func compare(_ reading: some Encodable) {
            let ours = Outcome { try JSONEncoding.encode(reading) }
            #expect(ours == Outcome { [UInt8](try JSONEncoder().encode(reading)) })
            #expect(ours.isFailure)
        }
        compare(Reading(values: ["7": [1, value]]))
        compare(Holder(held: value, list: []))
        compare(Holder(held: Float(value), list: []))
        compare([[value]])
        compare(value)
    }

    @Test func refusesAValueThatEncodesNothing() {
        #expect(Outcome { try JSONEncoding.encode(Silent()) } == .failure(kind: "invalid", path: []))
    }

    @Test func anErrorThatWasPassedOverIsNotForgotten() {
        #expect(Outcome { try JSONEncoding.encode(Careless()) } == .failure(kind: "invalid", path: ["a", "Index 1#1"]))
    }
}
