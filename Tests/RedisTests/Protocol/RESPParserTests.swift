import Testing

@testable import Redis

@Suite struct RESPParserTests {
    static let conversation =
        "+OK\r\n$5\r\na\r\nbc\r\n:-42\r\n$-1\r\n*-1\r\n*0\r\n$0\r\n\r\n"
        + "*3\r\n$1\r\nx\r\n*2\r\n:1\r\n*1\r\n+deep\r\n$-1\r\n-WRONGTYPE not that\r\n:9223372036854775807\r\n"
    static let replies: [RESPValue] = [
        .status("OK"), .bulk(Array("a\r\nbc".utf8)), .integer(-42), .null, .null, .array([]), .bulk([]),
        .array([.bulk([120]), .array([.integer(1), .array([.status("deep")])]), .null]),
        .error(RedisError(.server("WRONGTYPE"), "WRONGTYPE not that")), .integer(.max),
    ]

    @Test func readsTheSameHoweverTheBytesAreCut() throws {
        let bytes = Array(Self.conversation.utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]]
                #expect(try parse(pieces) == Self.replies)
            }
        }
    }

    @Test func readsByteByByte() throws {
        #expect(try parse(Self.conversation.utf8.map { [$0][...] }) == Self.replies)
    }

    @Test func readsManyRepliesFromOneChunk() throws {
        let one = Array(Self.conversation.utf8)
        let many = try parse([Array(repeatElement(one, count: 1000).joined())[...]])
        #expect(many.count == Self.replies.count * 1000)
        #expect(Array(many.suffix(Self.replies.count)) == Self.replies)
    }

    @Test(arguments: [16_383, 16_384, 16_385, 3_000_000])
    func readsBulksAcrossMeals(size: Int) throws {
        let value = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let bytes = Array("$\(size)\r\n".utf8) + value + Array("\r\n+next\r\n".utf8)
        #expect(try parse([bytes[...]]) == [.bulk(value), .status("next")])
    }

    @Test func keepsRepliesBeforeTheBrokenByte() {
        var parser = RESPParser()
        var replies: [RESPValue] = []
        let error = #expect(throws: RedisError.self) {
            try parser.received(Array("+fine\r\n?what\r\n".utf8)[...], replies: &replies)
        }
        #expect(error?.code == .protocolViolation)
        #expect(replies == [.status("fine")])
    }

    @Test func staysBrokenOnceBroken() {
        var parser = RESPParser()
        var replies: [RESPValue] = []
        for text in ["?", "+OK\r\n"] {
            #expect(throws: RedisError.self) {
                try parser.received(Array(text.utf8)[...], replies: &replies)
            }
        }
        #expect(replies.isEmpty)
    }

    @Test func refusesBottomlessNesting() {
        #expect(throws: RedisError.self) { try parse([Array(repeatElement("*1\r\n", count: 20).joined().utf8)[...]]) }
    }

    @Test func reservesNothingForAPromiseOfElements() throws {
        #expect(try parse([Array("*2000000000\r\n:1\r\n".utf8)[...]]).isEmpty)
    }

    @Test func givesBackAHalfBuiltReply() throws {
        // Dropped in the middle of nested arrays; the sanitizers and valgrind would tell of a leak.
        #expect(try parse([Array("*3\r\n$1\r\nx\r\n*2\r\n:1\r\n".utf8)[...]]).isEmpty)
    }

    private func parse(_ pieces: [ArraySlice<UInt8>]) throws -> [RESPValue] {
        var parser = RESPParser()
        var replies: [RESPValue] = []
        for piece in pieces { try parser.received(piece, replies: &replies) }
        return replies
    }
}

extension RESPParser {
    mutating func received(_ bytes: ArraySlice<UInt8>, replies: inout [RESPValue]) throws(RedisError) {
        try bytes.withUnsafeBytes { bytes in
            Result { () throws(RedisError) in try received(bytes, replies: &replies) }
        }.get()
    }
}
