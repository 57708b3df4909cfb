import Testing

@testable import Mail

@Suite struct ReplyTests {
    private func replies(_ text: String) throws -> [SMTPReply] {
        var parser = SMTPReplyParser()
        return try parser.received(text.utf8)
    }

    @Test func readsLinesOfEveryKind() throws {
        #expect(try replies("250 ok\r\n") == [SMTPReply(code: 250, lines: ["ok"])])
        #expect(try replies("250\r\n") == [SMTPReply(code: 250, lines: [""])])
        #expect(
            try replies("250-a\r\n250-b\r\n250 c\r\n220 d\n") == [
                .init(code: 250, lines: ["a", "b", "c"]), .init(code: 220, lines: ["d"]),
            ])
        #expect(try replies("250-half\r\n").isEmpty)
        #expect(try replies("550 a\u{1B}[31m\0b\r\n") == [SMTPReply(code: 550, lines: ["a [31m b"])])
    }

    @Test func refusesGarbage() {
        let garbage = [
            "HTTP/1.1 400 Bad Request\r\n", "25 ok\r\n", "250x\r\n", "150 no\r\n", "650 no\r\n", "\r\n", "250-a\r\n220 b\r\n",
            "2é0 ok\r\n", "\u{16}\u{3}\u{1}\n", String(repeating: "2", count: 5_000), String(repeating: "250-x\r\n", count: 257),
        ]
        for text in garbage { #expect(throws: SMTPFault.self) { try replies(text) } }
    }

    @Test func knowsEnhancedStatuses() {
        #expect(SMTPReply(code: 550, lines: ["5.1.1 no such user"]).enhancedStatus == "5.1.1")
        #expect(SMTPReply(code: 550, lines: ["5.7.509 no"]).enhancedStatus == "5.7.509")
        for text in ["no such user", "4.1.1 another class", "5.1 short", "5.1.1.1 long", "5.x.1 odd", "5.1.1234 long", ""] {
            #expect(SMTPReply(code: 550, lines: [text]).enhancedStatus == nil)
        }
    }

    @Test func knowsWhatIsOffered() {
        let reply = SMTPReply(
            code: 250, lines: ["STARTTLS", "size 1000", "8bitmime", "SMTPUTF8", "AUTH PLAIN cram-md5", "AUTH=LOGIN", "HELP", ""])
        let offered = SMTPCapabilities(reply)
        // The first line is a name, whatever it looks like.
        #expect(!offered.startTLS && offered.eightBit && offered.utf8 && offered.maximumSize == 1000 && offered.takesSize)
        #expect(offered.mechanisms == ["PLAIN", "CRAM-MD5", "LOGIN"])
        let unlimited = SMTPCapabilities(SMTPReply(code: 250, lines: ["x", "SIZE 0"]))
        #expect(unlimited.maximumSize == nil && unlimited.takesSize)
    }
}
