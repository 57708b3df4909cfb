import Runtime
import Testing

@testable import workers

@Suite struct SettingsTests {
    private func read(_ environment: [String: String]) async throws -> MailSettings? {
        let reader = try await ConfigurationReader.reading(environment)
        let settings = MailSettings(reader)
        try reader.finish()
        return settings
    }

    @Test func isOffWithoutAServer() async throws {
        #expect(try await read(["SMTP_FROM": "nest@example.org"]) == nil)
    }

    @Test func readsAll() async throws {
        let settings = try #require(
            try await read([
                "SMTP_URL": "smtp://me:pw@mail.example.org?tls=required", "SMTP_FROM": "nest@example.org", "SMTP_FROM_NAME": "Our Nest",
                "PUBLIC_URL": "https://nest.example.org/", "SMTP_TIMEOUT_SECONDS": "5", "SMTP_RETRY_SECONDS": "90",
            ]))
        #expect(settings.smtp.security == .required && settings.smtp.timeout == .seconds(5) && settings.retry == .seconds(90))
        #expect(settings.sender.name == "Our Nest" && settings.publicURL == "https://nest.example.org")
    }

    @Test(arguments: [
        ["SMTP_URL": "smtp://secret:pw@h?tls=maybe", "SMTP_FROM": "a@b.c"], ["SMTP_URL": "http://secret"], ["SMTP_URL": "smtp://secret"],
        ["SMTP_URL": "smtp://secret", "SMTP_FROM": "nobody"], ["SMTP_URL": "smtp://secret", "SMTP_FROM": "a@b.c", "PUBLIC_URL": "nest"],
        ["PUBLIC_URL": "https://a\"b"], ["SMTP_TIMEOUT_SECONDS": "0"],
    ])
    func refusesOthersWithoutTheirSecrets(environment: [String: String]) async throws {
        let error = await #expect(throws: ConfigurationError.self) { try await read(environment) }
        #expect(error.map { !"\($0)".contains("secret") } == true)
    }
}
