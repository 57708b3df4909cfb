import Testing

@testable import medianest

@Suite struct ScramVerifierTests {
    /// RFC 7677's example exchange has this salt, these rounds and this server key.
    @Test func agreesWithTheStandardsExample() {
        let salt: [UInt8] = [0x5b, 0x6d, 0x99, 0x68, 0x9d, 0x12, 0x35, 0x8e, 0xec, 0xa0, 0x4b, 0x14, 0x12, 0x36, 0xfa, 0x81]
        let verifier = ScramVerifier.make(password: "pencil", salt: salt, iterations: 4096)
        #expect(
            verifier == "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
                + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=")
    }

    @Test func neverUsesASaltTwice() {
        #expect(ScramVerifier.make(password: "p", iterations: 1) != ScramVerifier.make(password: "p", iterations: 1))
    }
}
