import Mail
import Runtime

/// How mail is sent; nil where it is off. The keys are listed at `WorkersConfiguration`.
struct MailSettings: Sendable {
    let smtp: SMTPConfiguration
    let sender: MailAddress
    /// Without a slash at its end.
    let publicURL: String?
    /// How long a mail waits that the server could not take.
    let retry: Duration
}

extension MailSettings {
    init?(_ reader: ConfigurationReader) {
        let timeout = reader.duration("SMTP_TIMEOUT_SECONDS", default: .seconds(30), in: .milliseconds(100)...(.seconds(600)))
        retry = reader.duration("SMTP_RETRY_SECONDS", default: .seconds(60), in: .milliseconds(100)...(.seconds(86_400)))
        publicURL = Self.publicURL(reader)
        guard let url = reader.secret("SMTP_URL") else { return nil }
        let sender = Self.sender(reader)
        do throws(SMTPConfiguration.BadURL) {
            var smtp = try SMTPConfiguration(url: url.reveal())
            smtp.timeout = timeout
            guard let sender else { return nil }
            (self.smtp, self.sender) = (smtp, sender)
        } catch {
            reader.reject("SMTP_URL", "cannot be used: \(error)")
            return nil
        }
    }

    private static func sender(_ reader: ConfigurationReader) -> MailAddress? {
        let address = reader.requiredString("SMTP_FROM")
        guard !address.isEmpty else { return nil }
        do throws(MessageError) {
            return try MailAddress(address, name: reader.string("SMTP_FROM_NAME", default: "MediaNest"))
        } catch {
            reader.reject("SMTP_FROM", "or SMTP_FROM_NAME cannot be used: \(error)")
            return nil
        }
    }

    private static func publicURL(_ reader: ConfigurationReader) -> String? {
        guard let text = reader.optionalString("PUBLIC_URL") else { return nil }
        let isURL =
            ["http://", "https://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !#""<>\"#.utf8.contains($0) }
        guard isURL else {
            reader.reject("PUBLIC_URL", "must be an http or https URL")
            return nil
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
