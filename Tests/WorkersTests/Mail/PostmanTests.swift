import Contracts
import Jobs
import Logging
import Mail
import NIOPosix
import Observability
import Testing

@testable import workers

@Suite struct PostmanTests {
    private let recipient = Recipient(name: "Zoë \"😀\" <Co> & O'Neil", email: "zoe@example.org")

    private func postman(publicURL: String? = "https://nest.example.org") throws -> Postman {
        let settings = MailSettings(
            smtp: SMTPConfiguration(host: "127.0.0.1", port: 1, security: .none), sender: try MailAddress("nest@example.org", name: "Nest"),
            publicURL: publicURL, retry: .seconds(60))
        return try Postman(
            settings, eventLoop: MultiThreadedEventLoopGroup.singleton.next(), MetricsRegistry(), Logger(label: "test"))
    }

    private func message(
        _ content: EmailDelivery.Content, to recipient: Recipient? = nil, publicURL: String? = "https://nest.example.org"
    ) throws -> MailMessage {
        try postman(publicURL: publicURL).message(
            content, to: recipient ?? self.recipient, id: JobID.make(), now: Timestamp(milliseconds: 0))
    }

    private var everyContent: [EmailDelivery.Content] {
        var summary = ScanSummary()
        summary.added = 2
        summary.failures = [.init(path: "a <b> & c.mp4", reason: "It is \"broken\".")]
        return [
            .welcome, .passwordChanged(at: Timestamp(milliseconds: 0)),
            .newSignIn(at: Timestamp(milliseconds: 0), device: "<script>", address: "192.0.2.1"),
            .scanFinished(library: "Films & <Shows>", summary: summary),
        ]
    }

    @Test func escapesWhatItFillsIn() throws {
        for content in everyContent {
            let message = try message(content)
            #expect(message.text.hasPrefix("Hello Zoë \"😀\" <Co> & O'Neil,\n\n"))
            #expect(message.html.contains("<p>Hello Zoë &quot;😀&quot; &lt;Co&gt; &amp; O&#39;Neil,</p>"))
            for raw in ["<Co>", "<script>", "<Shows>", "<b>"] { #expect(!message.html.contains(raw)) }
            #expect(!message.html.contains("{{") && !message.text.contains("{{"))
            _ = try message.encoded()
        }
    }

    @Test func tellsAllOfIt() throws {
        let scan = try message(everyContent[3])
        #expect(scan.subject == "Scan of Films & <Shows> finished: 2 new")
        #expect(scan.text.contains("\n    New: 2\n") && scan.text.contains("\n    a <b> & c.mp4: It is \"broken\".\n"))
        #expect(scan.html.contains("<th scope=\"row\">New</th><td>2</td>"))
        #expect(scan.html.contains("<li>a &lt;b&gt; &amp; c.mp4: It is &quot;broken&quot;.</li>"))
        #expect(scan.unsubscribe == "https://nest.example.org" && scan.text.contains("switch mails like this one off"))
        let signIn = try message(everyContent[2])
        #expect(signIn.text.contains("    when    Thu, 1 Jan 1970 00:00:00 UTC\n    with    <script>\n    from    192.0.2.1\n"))
        #expect(signIn.unsubscribe == nil && !signIn.text.contains("switch mails"))
    }

    @Test func linksOnlyWhereItIsKnownWhereTo() throws {
        #expect(try message(.welcome).html.contains("href=\"https://nest.example.org\""))
        #expect(try message(.welcome).text.contains("\nhttps://nest.example.org\n"))
        let without = try message(.welcome, publicURL: nil)
        #expect(!without.html.contains("href") && !without.text.contains("http"))
    }

    @Test(arguments: ["Win at https://evil.example", "www.evil.example", "call me@evil.example", String(repeating: "x", count: 61)])
    func carriesNobodysAdvertisement(name: String) throws {
        let message = try message(.welcome, to: Recipient(name: name, email: "a@example.org"))
        #expect(message.text.hasPrefix("Hello,\n") && !message.text.contains(name) && !message.html.contains(name))
    }

    @Test func aNameWithLineBreaksIsOneLine() throws {
        let message = try message(.welcome, to: Recipient(name: "Eve\r\nBcc: all@example.org", email: "eve@example.org"))
        let text = String(decoding: try message.encoded(), as: UTF8.self)
        #expect(!text.contains("\nBcc:") && text.contains("To: \"Eve  Bcc: all@example.org\"") || text.contains("To: =?UTF-8?B?"))
    }

    @Test func theMessageIDIsTheJobs() throws {
        let id = JobID.make()
        let message = try postman().message(.welcome, to: recipient, id: id, now: .now())
        #expect(String(decoding: try message.encoded(), as: UTF8.self).contains("Message-ID: <\(id)@example.org>\r\n"))
    }

    @Test func aServerThatIsAwayIsTriedLater() async throws {
        let retry = await #expect(throws: JobRetry.self) { try await postman().send(.welcome, to: recipient, id: .make()) }
        #expect(retry?.delay == .seconds(60))
    }

    @Test func anAddressThatIsNoneIsNot() async throws {
        await #expect(throws: JobFailure.self) {
            try await postman().send(.welcome, to: Recipient(name: "A", email: "nobody"), id: .make())
        }
    }
}
