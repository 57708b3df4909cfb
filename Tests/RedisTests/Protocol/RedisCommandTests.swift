import Testing

@testable import Redis

@Suite struct RedisCommandTests {
    private func encoded(_ command: RedisCommand) -> String {
        command.withEncoded { String(decoding: $0, as: UTF8.self) }
    }

    @Test func encodesEveryKindOfArgument() {
        let command = RedisCommand("X", "text", Int.min, Int.max, 0, [UInt8]([0, 13, 10]), 1.5, Substring("sub"))
        #expect(
            encoded(command) == "*8\r\n$1\r\nX\r\n$4\r\ntext\r\n$20\r\n-9223372036854775808\r\n"
                + "$19\r\n9223372036854775807\r\n$1\r\n0\r\n$3\r\n\0\r\n\r\n$3\r\n1.5\r\n$3\r\nsub\r\n")
    }

    @Test func encodesEmptyArguments() {
        #expect(encoded(RedisCommand("SET", "", [UInt8]())) == "*3\r\n$3\r\nSET\r\n$0\r\n\r\n$0\r\n\r\n")
    }

    @Test func appendsRawMemory() {
        var command = RedisCommand("A")
        [UInt8]([1, 2]).withUnsafeBufferPointer { command.append($0) }
        #expect(encoded(command) == "*2\r\n$1\r\nA\r\n$2\r\n\u{1}\u{2}\r\n")
    }

    @Test func encodesWhatTheParserReads() throws {
        let arguments = (0..<300).map { "argument \($0)" }
        var replies: [RESPValue] = []
        var parser = RESPParser()
        let outcome = RedisCommand("MGET", arguments: arguments).withEncoded { bytes in
            Result { () throws(RedisError) in try parser.received(bytes, replies: &replies) }
        }
        try outcome.get()
        #expect(replies == [.array((["MGET"] + arguments).map { .bulk(Array($0.utf8)) })])
    }

    @Test func setSpellsItsOptions() {
        let command = RedisCommand.set("k", "v", expiresIn: .milliseconds(1500), condition: .ifAbsent)
        #expect(encoded(command).hasSuffix("$2\r\nPX\r\n$4\r\n1500\r\n$2\r\nNX\r\n"))
    }

    @Test func neverAsksForAnExpiryOfNothing() {
        #expect(encoded(.pexpire("k", in: .microseconds(3))).hasSuffix("$1\r\n1\r\n"))
    }
}
