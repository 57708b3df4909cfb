import Testing

@testable import Mail

@Suite struct MessageTests {
    @Test func hasBothParts() throws {
        let text = String(decoding: try MailMessage.sample().encoded(), as: UTF8.self)
        #expect(
            text
                == """
                From: "MediaNest" <nest@example.org>
                To: =?UTF-8?B?Wm/Dqw==?= <zoe@example.org>
                Subject: Hello
                Date: Thu, 1 Jan 1970 00:00:00 +0000
                Message-ID: <0190@example.org>
                List-Unsubscribe: <https://example.org/settings>
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary="=_alternative"

                --=_alternative
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                .Hello Zo=C3=AB

                --=_alternative
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                <p>Hello Zo=C3=AB</p>

                --=_alternative--

                """.replacing("\n", with: "\r\n"))
    }

    @Test func letsNobodyAddHeaders() throws {
        for inject in ["a\r\nBcc: eve@example.org", "a\n\n<script>", "a\0"] {
            var message = try MailMessage.sample()
            message.subject = inject
            #expect(throws: MessageError.forbiddenCharacter(field: "Subject")) { try message.encoded() }
            message = try .sample()
            message.id = inject
            #expect(throws: MessageError.forbiddenCharacter(field: "Message-ID")) { try message.encoded() }
            message = try .sample()
            message.unsubscribe = "https://example.org/\(inject)"
            #expect(throws: MessageError.badURL(field: "List-Unsubscribe")) { try message.encoded() }
        }
    }

    @Test func noBodyEndsItsPart() throws {
        var message = try MailMessage.sample()
        message.text = "--=_alternative--\r\nContent-Type: text/evil"
        let text = String(decoding: try message.encoded(), as: UTF8.self)
        #expect(text.split(separator: "--=_alternative--").count == 2)
    }
}

extension MailMessage {
    static func sample(to: String = "zoe@example.org") throws -> MailMessage {
        MailMessage(
            from: try MailAddress("nest@example.org", name: "MediaNest"), to: try MailAddress(to, name: "Zoë"), subject: "Hello",
            date: MailDate(secondsSince1970: 0), id: "0190", unsubscribe: "https://example.org/settings", text: ".Hello Zoë\n",
            html: "<p>Hello Zoë</p>")
    }
}
