import Testing

@testable import auth

@Suite struct RefreshTokenTests {
    @Test func comesBackAsItWent() throws {
        let token = RefreshToken()
        #expect(token.text.utf8.count == 43)
        #expect(RefreshToken(token.text)?.digest == token.digest)
        #expect(token.digest.count == 32)
        #expect(RefreshToken().digest != token.digest)
    }

    @Test(arguments: [
        "", "short", String(repeating: "a", count: 44), String(repeating: "a", count: 42) + "=", String(repeating: "é", count: 43),
    ])
    func refusesWhatCannotBeOne(text: String) {
        #expect(RefreshToken(text) == nil)
    }
}
