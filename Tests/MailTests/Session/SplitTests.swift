import Testing

@testable import Mail

/// Whatever way the bytes are cut, the conversation is the same.
@Suite struct SplitTests {
    /// What the server says; `nil` stands for TLS that is established, a mail for one that is to be sent.
    private enum Turn {
        case says(String)
        case secured
        case send
    }

    private let turns: [Turn] = [
        .says("220-hello\r\n220 there\r\n"), .says("250-name\r\n250-STARTTLS\r\n250 SIZE 500\r\n"), .says("220 go\r\n"), .secured,
        .says("250-name\r\n250-8BITMIME\r\n250 AUTH LOGIN\r\n"), .says("334 VXNlcm5hbWU6\r\n"), .says("334 UGFzc3dvcmQ6\r\n"),
        .says("235 in\r\n"), .send, .says("250 ok\r\n"), .says("250 ok\r\n"), .says("354 go\r\n"), .says("250-taken\r\n250 2.0.0 yes\r\n"),
        .send, .says("250 reset\r\n"), .says("250 ok\r\n"), .says("550-5.1.1 no\r\n550 5.1.1 such user\r\n"),
    ]

    private func talk(cutting cut: (String) -> [String]) throws -> [String] {
        var talk = Talk(.required, user: "me")
        for turn in turns {
            switch turn {
            case .says(let text): for piece in cut(text) { talk.hear(piece) }
            case .secured: talk.secured()
            case .send: talk.send(try .to())
            }
        }
        return talk.done
    }

    private static func cut(_ text: String, at place: Int) -> [String] {
        let bytes = Array(text.utf8)
        return [bytes.prefix(place), bytes.dropFirst(place)].map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func isTheSameAtEverySplit() throws {
        let whole = try talk { [$0] }
        #expect(
            whole == [
                "EHLO me⏎", "STARTTLS⏎", "TLS", "EHLO me⏎", "AUTH LOGIN⏎", "bWU=⏎", "cHc=⏎", "ready", "MAIL FROM:<me@a.b>⏎",
                "RCPT TO:<you@b.c>⏎", "DATA⏎", "..hi⏎.⏎", "accepted 250", "RSET⏎", "MAIL FROM:<me@a.b>⏎", "RCPT TO:<you@b.c>⏎",
                "refused refused at RCPT TO: 550 5.1.1 no 5.1.1 such user",
            ])
        for place in 0...60 { #expect(try talk { Self.cut($0, at: place) } == whole) }
        #expect(try talk { $0.utf8.map { String(decoding: [$0], as: UTF8.self) } } == whole)
    }
}
