import Contracts
import Jobs
import Observability
import Runtime

/// What mail adds to the composition root.
extension Workers {
    /// None while mail is off: then nobody takes such jobs, and nothing makes any.
    func mailJobTypes(_ configuration: WorkersConfiguration) -> [JobType] {
        guard postman != nil else { return [] }
        var type = JobType(EmailDelivery.self) { try await sendEmail($0, $1) }
        type.policy.concurrency = configuration.emails
        return [type]
    }
}

extension Postman {
    /// Nil without settings. Says which in the log, and shows in the health report when the server has trouble.
    static func open(_ runtime: ServiceRuntime, _ settings: MailSettings?) throws -> Postman? {
        guard let settings else {
            runtime.logger.notice("mail is off: SMTP_URL is not set")
            return nil
        }
        let postman = try Postman(settings, eventLoop: runtime.eventLoopGroup.next(), runtime.metrics, runtime.logger)
        runtime.logger.info("mail is on", metadata: ["server": "\(settings.smtp)", "from": "\(settings.sender.text)"])
        runtime.health.add(
            HealthCheck("mail", isCritical: false) { [breaker = postman.breaker] in
                breaker.mode == .open ? .degraded("the mail server fails; mail waits") : .healthy
            })
        return postman
    }
}
