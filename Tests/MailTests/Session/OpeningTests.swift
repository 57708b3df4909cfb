import Testing

@testable import Mail

@Suite struct OpeningTests {
    private func talk(_ security: SMTPSecurity, user: String? = nil, _ heard: String...) -> [String] {
        var talk = Talk(security, user: user)
        for text in heard { talk.hear(text) }
        return talk.done
    }

    @Test func usesTLSAsTheSettingsSay() {
        let offer = "250-x\r\n250 STARTTLS\r\n"
        #expect(talk(.none, "220 hi\r\n", offer) == ["EHLO me⏎", "ready"])
        #expect(talk(.tls, "220 hi\r\n", offer) == ["EHLO me⏎", "ready"])
        for security in [SMTPSecurity.starttls, .required] {
            #expect(talk(security, "220 hi\r\n", offer, "220 go\r\n") == ["EHLO me⏎", "STARTTLS⏎", "TLS"])
            #expect(talk(security, "220 hi\r\n", offer, "454 not now\r\n").last == "close securityUnavailable at STARTTLS: 454 not now")
        }
        #expect(talk(.starttls, "220 hi\r\n", "250 x\r\n") == ["EHLO me⏎", "ready"])
        #expect(
            talk(.required, "220 hi\r\n", "250 x\r\n") == [
                "EHLO me⏎", "close securityUnavailable at EHLO: the server does not offer STARTTLS",
            ])
        // Nor does a server that knows no EHLO.
        #expect(talk(.required, "220 hi\r\n", "502 what\r\n", "250 x\r\n").last?.hasPrefix("close securityUnavailable") == true)
    }

    @Test func believesNothingThatWasSaidBeforeTLS() {
        for extra in ["250 injected\r\n", "2"] {
            let done = talk(.starttls, "220 hi\r\n", "250-x\r\n250 STARTTLS\r\n", "220 go\r\n\(extra)")
            #expect(done.count == 3 && done.last?.hasPrefix("close protocolViolation") == true)
        }
        var talk = Talk(.starttls)
        for text in ["220 hi\r\n", "250-x\r\n250-SMTPUTF8\r\n250 STARTTLS\r\n", "220 go\r\n"] { talk.hear(text) }
        talk.secured()
        #expect(talk.session.capabilities == SMTPCapabilities())
    }

    @Test func keepsCredentialsForTLS() {
        let offer = "250-x\r\n250 AUTH PLAIN LOGIN\r\n"
        #expect(
            talk(.starttls, user: "me", "220 hi\r\n", offer).last
                == "close securityUnavailable at EHLO: the credentials do not go over a connection without TLS")
        #expect(talk(.none, user: "me", "220 hi\r\n", offer, "235 in\r\n") == ["EHLO me⏎", "AUTH PLAIN AG1lAHB3⏎", "ready"])
        #expect(talk(.tls, user: "me", "220 hi\r\n", offer, "235 in\r\n").last == "ready")
    }

    @Test func endsWhereItIsNotLetIn() {
        let offer = "250-x\r\n250 AUTH LOGIN\r\n"
        #expect(talk(.tls, user: "me", "220 hi\r\n", offer, "535 5.7.8 no\r\n").last == "close authenticationFailed at AUTH: 535 5.7.8 no")
        #expect(
            talk(.tls, user: "me", "220 hi\r\n", offer, "334 a\r\n", "334 b\r\n", "334 c\r\n", "535 no\r\n").last?.hasPrefix("close")
                == true)
        #expect(talk(.tls, user: "me", "220 hi\r\n", "250 x\r\n").last?.hasPrefix("close authenticationFailed") == true)
        #expect(talk(.none, "554 go away\r\n") == ["close turnedAway at greeting: 554 go away"])
        #expect(talk(.none, "220 hi\r\n", "421 busy\r\n").last == "close turnedAway at EHLO: 421 busy")
        #expect(talk(.none, "220 hi\r\n", "451 busy\r\n").last == "close turnedAway at EHLO: 451 busy")
        #expect(talk(.none, "HTTP/1.0 200 OK\r\n") == ["close protocolViolation at greeting: what the server says is no reply"])
        #expect(talk(.none, "220 hi\r\n220 again\r\n").last?.hasPrefix("close protocolViolation") == true)
    }

    @Test func fallsBackToHELO() {
        #expect(talk(.none, "220 hi\r\n", "502 what\r\n", "250 x\r\n") == ["EHLO me⏎", "HELO me⏎", "ready"])
        #expect(talk(.none, "220 hi\r\n", "502 what\r\n", "502 what\r\n").last?.hasPrefix("close turnedAway") == true)
    }
}
