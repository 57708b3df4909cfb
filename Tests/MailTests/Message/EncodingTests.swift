import Foundation
import Testing

@testable import Mail

@Suite struct EncodingTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(arguments: [
        ("a\nb", "a\r\nb\r\n"), ("a\r\nb\r\n", "a\r\nb\r\n"), ("a\rb", "a\r\nb\r\n"), ("\n\n", "\r\n\r\n"), ("", ""),
        ("a\r\n\nb\r", "a\r\n\r\nb\r\n"),
    ])
    func makesEachLineEndCRLF(given: String, wanted: String) {
        #expect(text(given.canonicalLines) == wanted)
    }

    @Test(arguments: [
        ("plain\n", "plain\r\n"), ("1 = 1\n", "1 =3D 1\r\n"), ("ü\n", "=C3=BC\r\n"), ("end \n", "end=20\r\n"), ("\t\n", "=09\r\n"),
        ("a\n\nb\n", "a\r\n\r\nb\r\n"), ("\u{7F}\0\n", "=7F=00\r\n"), (".\n", ".\r\n"),
    ])
    func writesQuotedPrintable(given: String, wanted: String) {
        #expect(text(QuotedPrintable.encode(given.canonicalLines)) == wanted)
    }

    @Test(arguments: [74, 75, 76, 77, 150, 151, 152, 1000]) func breaksLongLinesSoftly(count: Int) {
        for unit in ["x", "ü", "= "] {
            let line = String(repeating: unit, count: count)
            let encoded = text(QuotedPrintable.encode(line.canonicalLines))
            #expect(encoded.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
            #expect(!encoded.contains(" \r\n"))
            let joined = encoded.replacing("=\r\n", with: "")
            #expect(joined.replacing("=C3=BC", with: "ü").replacing("=20", with: " ").replacing("=3D", with: "=") == line + "\r\n")
        }
    }

    @Test func choosesTheShorter() {
        #expect(TransferEncoding.shorter(for: Array("Mostly ASCII, and a ü.".utf8)) == .quotedPrintable)
        #expect(TransferEncoding.shorter(for: Array("Всё по-русски".utf8)) == .base64)
        #expect(TransferEncoding.shorter(for: []) == .quotedPrintable)
    }

    @Test func writesBase64InLines() throws {
        let body = String(repeating: "Всё ", count: 100).canonicalLines
        let encoded = text(TransferEncoding.base64.encode(body))
        #expect(encoded.components(separatedBy: "\r\n").allSatisfy { $0.count <= 76 } && encoded.hasSuffix("\r\n"))
        #expect(try #require(Data(base64Encoded: encoded, options: .ignoreUnknownCharacters)) == Data(body))
    }

    @Test(arguments: [
        (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (951_827_696, "Tue, 29 Feb 2000 12:34:56 +0000"),
        (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
        (4_102_444_800, "Fri, 1 Jan 2100 00:00:00 +0000"),
    ])
    func tellsTheDate(seconds: Int, wanted: String) {
        #expect(MailDate(secondsSince1970: seconds).description == wanted)
    }

    @Test(arguments: [
        ("a\r\n", "a\r\n.\r\n"), (".\r\n", "..\r\n.\r\n"), ("a\r\n..b\r\n.c\r\n", "a\r\n...b\r\n..c\r\n.\r\n"), ("a", "a\r\n.\r\n"),
        ("", ".\r\n"),
        ("a.\r\nb.c\r\n", "a.\r\nb.c\r\n.\r\n"),
    ])
    func stuffsDots(content: String, wanted: String) throws {
        let address = try MailAddress("a@b.c")
        #expect(text(SMTPMail(sender: address, recipient: address, content: Array(content.utf8)).stuffed) == wanted)
    }
}
