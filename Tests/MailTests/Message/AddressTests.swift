import Testing

@testable import Mail

@Suite struct AddressTests {
    @Test(arguments: [
        "ada@example.org", "a.b+c@example.org", "o'neil_{x}@sub.example-1.org", "ada@localhost", "ada@[192.0.2.1]",
        "ada@[IPv6:2001:db8::1]", "jürgen@münchen.example", "用户@例子.广告",
    ])
    func takesAddresses(text: String) throws {
        #expect(try MailAddress(text).text == text)
    }

    @Test(arguments: [
        "", "ada", "@example.org", "ada@", ".ada@example.org", "ada.@example.org", "a..b@example.org", "a b@example.org",
        "\"a b\"@example.org", "ada@exa mple.org", "ada@-example.org", "ada@example-.org", "ada@example..org", "ada@.org", "a@b@c@",
        "<ada@example.org>", "ada@example.org>", "ada@[]", "ada@[x>]", "ada@example.org,eve@example.org", "ada\u{200B}@example.org",
        "ada\t@example.org", "ada@example.org ",
    ])
    func refusesWhatIsNone(text: String) {
        #expect(throws: MessageError.self) { try MailAddress(text) }
    }

    @Test(arguments: ["ada@example.org\r\nBcc: eve@example.org", "ada@exam\nple.org", "a\0da@example.org", "ada\r@example.org"])
    func refusesLineBreaks(text: String) {
        #expect(throws: MessageError.forbiddenCharacter(field: "an address")) { try MailAddress(text) }
        #expect(throws: MessageError.forbiddenCharacter(field: "a name")) { try MailAddress("ada@example.org", name: text) }
    }

    @Test func knowsTheLimits() throws {
        let local = String(repeating: "a", count: 64)
        #expect(try MailAddress("\(local)@example.org").local == local)
        #expect(throws: MessageError.badAddress(.localPart)) { try MailAddress("a\(local)@example.org") }
        let label = String(repeating: "b", count: 61)
        let domain = "\(label).\(label).\(label)"
        #expect(try MailAddress("\(local)@\(domain).b").text.utf8.count == 252)
        #expect(throws: MessageError.badAddress(.tooLong)) { try MailAddress("\(local)@\(domain).bbbb") }
        #expect(throws: MessageError.badAddress(.domain)) { try MailAddress("a@\(String(repeating: "b", count: 64)).org") }
        // Bytes count, not characters.
        #expect(throws: MessageError.badAddress(.localPart)) { try MailAddress("\(String(repeating: "ü", count: 33))@example.org") }
    }

    @Test func knowsWhoNeedsUTF8() throws {
        #expect(try !MailAddress("ada@example.org", name: "Jürgen").needsUTF8)
        #expect(try MailAddress("jürgen@example.org").needsUTF8)
        #expect(try MailAddress("ada@münchen.example").needsUTF8)
    }
}
