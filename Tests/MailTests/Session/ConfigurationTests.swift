import Testing

@testable import Mail

@Suite struct ConfigurationTests {
    @Test func readsURLs() throws {
        var read = try SMTPConfiguration(url: "smtp://mail.example.org")
        #expect(read.host == "mail.example.org" && read.port == 587 && read.security == .starttls && read.username == nil)
        read = try SMTPConfiguration(url: "smtps://me%40example.org:p%3Aw@[::1]?ca=/etc/ca.pem")
        #expect(read.host == "::1" && read.port == 465 && read.security == .tls && read.caFile == "/etc/ca.pem")
        #expect(read.username == "me@example.org" && read.password == "p:w")
        for security in ["none", "starttls", "required"] {
            #expect(try SMTPConfiguration(url: "smtp://h:25?tls=\(security)").security.rawValue == security)
        }
    }

    @Test(arguments: [
        "http://h", "smtp://", "smtp://h?tls=maybe", "smtp://h?tls=tls", "smtps://h?tls=none", "smtp://h?x=1", "smtp://:pw@h", "smtp://h:0",
        "smtp://h:70000", "smtp://a%00b:pw@h", "", "smtp://a b",
    ])
    func refusesOthers(url: String) {
        #expect(throws: SMTPConfiguration.BadURL.self) { try SMTPConfiguration(url: url) }
    }

    @Test func tellsNoSecrets() throws {
        let read = try SMTPConfiguration(url: "smtp://user:secret@h:25?tls=none")
        var dumped = ""
        dump(read, to: &dumped)
        for text in ["\(read)", String(reflecting: read), dumped] { #expect(!text.contains("secret") && !text.contains("user")) }
        #expect("\(read)" == "smtp://h:25?tls=none")
    }
}
