import Testing

@testable import auth

@Suite struct PasswordPolicyTests {
    private func weakness(_ password: String) -> PasswordWeakness? {
        PasswordPolicy.weakness(of: password, email: "someone@example.com")
    }

    @Test(arguments: ["testpassword123", "correct horse battery", "Zauberflöte!", "🎬🎵📷🎬🎵📷🎬🎵📷x", String(repeating: "ab", count: 512)])
    func acceptsWhatIsLongAndUncommon(password: String) {
        #expect(weakness(password) == nil)
    }

    @Test(arguments: ["", "short", "ninechars", "🎬🎵📷"])
    func refusesShortOnes(password: String) {
        #expect(weakness(password) == .tooShort)
    }

    @Test func refusesEnormousOnes() {
        #expect(weakness(String(repeating: "x1", count: 600)) == .tooLong)
    }

    @Test(arguments: [
        "password123", "PASSWORD123", "P@ssw0rd123", "1234567890", "qwertyuiop", "aaaaaaaaaa", "Iloveyou123", "zzzzzzzzzzzzzz",
    ])
    func refusesTheCommonestEvenInDisguise(password: String) {
        #expect(weakness(password) == .common)
    }

    @Test func refusesTheAddressItself() {
        #expect(weakness("Someone@Example.com") == .sameAsEmail)
    }

    @Test(arguments: [
        "a@b.co", "test@example.com", "first.last+tag@sub.example.org", "root@localhost", "ü@example.com", " padded@example.com\n",
    ])
    func acceptsAddresses(text: String) {
        #expect(EmailAddress(text) != nil)
    }

    @Test(arguments: [
        "", "@", "a@", "@b.co", "a b@c.co", "a@b@c.co", "a@b", "a@.co", "a@b..co", "a@-b.co", ".a@b.co", "a..b@c.co", "a@b.co\u{0}",
        "a\u{0}b@c.co", "<a@b.co>", "a@b c.co", String(repeating: "x", count: 65) + "@b.co",
        "a@" + String(repeating: "b.", count: 130) + "co",
    ])
    func refusesWhatIsNoAddress(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test func comparesAddressesWithoutCase() {
        #expect(EmailAddress("Some.One@Example.COM")?.folded == EmailAddress("some.one@example.com ")?.folded)
        #expect(EmailAddress("Some.One@example.com")?.localPart == "Some.One")
    }
}
