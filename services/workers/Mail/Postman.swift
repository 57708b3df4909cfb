import Contracts
import Jobs
import Logging
import Mail
import NIOCore
import Observability
import Resilience

/// Writes mails and hands them to the server, behind a breaker.
struct Postman: Sendable {
    let settings: MailSettings
    let breaker: CircuitBreaker
    private let client: SMTPClient
    private let templates: MailTemplates
    private let metrics: MailMetrics

    init(_ settings: MailSettings, eventLoop: any EventLoop, _ registry: MetricsRegistry, _ logger: Logger) throws {
        self.settings = settings
        client = SMTPClient(settings.smtp, eventLoop: eventLoop, logger: logger)
        templates = try MailTemplates()
        metrics = MailMetrics(registry)
        breaker = CircuitBreaker(name: "smtp", policy: Self.policy) { [metrics] in metrics.changed($0, logger) }
        metrics.watch(breaker, registry)
    }

    /// The window and the failures are the usual ones. Nobody waits for a mail, so none is too slow; and a probe may go
    /// through every step of a conversation.
    private static let policy: BreakerPolicy = {
        var policy = BreakerPolicy()
        policy.slowAfter = nil
        policy.probeTime = .seconds(300)
        return policy
    }()

    /// Returns when the server has taken it.
    /// - Parameter id: of the job; the Message-ID is made of it, so that a mail that was sent twice can be known as one.
    /// - Throws: `JobFailure` where sending it again cannot help, `JobRetry` where it may.
    func send(_ content: EmailDelivery.Content, to recipient: Recipient, id: JobID, now: Timestamp = .now()) async throws {
        let message: MailMessage
        do {
            message = try self.message(content, to: recipient, id: id, now: now)
        } catch let error as MessageError {
            throw JobFailure("The mail cannot be written: \(error).")
        }
        let started = ContinuousClock.now
        do {
            _ = try await breaker.run(judging: BreakerOutcome.init(ofMail:)) { try await client.send(message) }
            metrics.sent(after: ContinuousClock.now - started)
        } catch let open as BreakerOpen {
            metrics.ended("turned-away")
            throw JobRetry(after: max(open.retryAfter, .seconds(1)), "\(open)")
        } catch let error as SMTPError {
            metrics.ended(error.isPermanent ? "refused" : "failed")
            guard error.isPermanent else { throw JobRetry(after: settings.retry, "The mail was not taken: \(error).") }
            throw JobFailure("The mail was refused: \(error).")
        }
    }

    /// Ends its connections.
    func close() { client.close() }

    func message(_ content: EmailDelivery.Content, to recipient: Recipient, id: JobID, now: Timestamp) throws -> MailMessage {
        var letter = Letter(content)
        letter.values["name"] = recipient.greeting
        letter.values["url"] = settings.publicURL
        letter.values["isOptional"] = letter.isOptional
        letter.values["readerAddress"] = recipient.email
        let (text, html) = try templates.render(letter)
        return MailMessage(
            from: settings.sender, to: try recipient.address, subject: letter.subject,
            date: MailDate(secondsSince1970: Int(now.milliseconds / 1000)), id: "\(id)",
            unsubscribe: letter.isOptional ? settings.publicURL : nil, text: text, html: html)
    }
}

extension BreakerOutcome {
    /// A server that refuses a message does its work.
    fileprivate init(ofMail result: Result<SMTPReply, any Error>) {
        switch result {
        case .success: self = .succeeded
        case .failure(let error as SMTPError): self = error.isAboutTheMessage ? .succeeded : .failed
        case .failure: self = .ignored
        }
    }
}
