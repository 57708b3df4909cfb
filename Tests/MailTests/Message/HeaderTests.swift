import Foundation
import Testing

@testable import Mail

@Suite struct HeaderTests {
    private func header(_ text: String, name: String = "Subject") throws -> String {
        var fields = HeaderFields()
        try fields.append(name, text: text)
        return fields.text
    }

    private func header(_ address: MailAddress) throws -> String {
        var fields = HeaderFields()
        try fields.append("To", address)
        return fields.text
    }

    /// Unfolds, and decodes encoded words, as a reader does.
    private func read(_ header: String) throws -> String {
        let value = try #require(header.range(of: ":")).upperBound
        let words = header[value...].replacing("\r\n", with: "").split(separator: " ")
        var text: [String] = []
        var wasEncoded = false
        for word in words {
            guard word.hasPrefix("=?UTF-8?B?") else {
                text.append((text.isEmpty ? "" : " ") + word)
                wasEncoded = false
                continue
            }
            let bytes = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            let decoded = try #require(String(bytes: bytes, encoding: .utf8))
            text.append((text.isEmpty || wasEncoded ? "" : " ") + decoded)
            wasEncoded = true
        }
        return text.joined()
    }

    @Test(arguments: [
        "Hello", "A subject of several words", "Grüße", "😀 emoji", "a  b", " a", "a ", "=?UTF-8?Q?x?=", "a\tb", "",
        String(repeating: "word ", count: 40) + "end", String(repeating: "x", count: 300), String(repeating: "ü", count: 300),
        String(repeating: "👩‍👩‍👧‍👦", count: 20),
    ])
    func survivesAndFitsItsLines(text: String) throws {
        let header = try header(text)
        #expect(try read(header) == text)
        let lines = header.components(separatedBy: "\r\n").dropLast()
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") && $0.count > 1 })
        #expect(header.hasSuffix("\r\n"))
    }

    @Test func writesPlainTextAsItIs() throws {
        #expect(try header("A subject of several words") == "Subject: A subject of several words\r\n")
    }

    @Test func quotesNames() throws {
        #expect(try header(MailAddress("a@b.c", name: #"Dr. "Ada" \ Byron"#)) == #"To: "Dr. \"Ada\" \\ Byron" <a@b.c>"# + "\r\n")
        #expect(try header(MailAddress("a@b.c")) == "To: <a@b.c>\r\n")
        #expect(try header(MailAddress("a@b.c", name: "")) == "To: <a@b.c>\r\n")
        let emoji = try header(MailAddress("a@b.c", name: "Zoë \"😀\""))
        #expect(try read(emoji) == "Zoë \"😀\" <a@b.c>")
        #expect(emoji.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: ["a\r\nBcc: eve@example.org", "a\nb", "a\rb", "a\0b", "ü\r\n\r\nbody"])
    func refusesLineBreaks(text: String) {
        #expect(throws: MessageError.forbiddenCharacter(field: "Subject")) { try header(text) }
        var fields = HeaderFields()
        #expect(throws: MessageError.forbiddenCharacter(field: "X")) { try fields.append("X", ["fine", text]) }
        #expect(fields.text.isEmpty)
    }
}
