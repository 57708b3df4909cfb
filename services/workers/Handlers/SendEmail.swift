import Contracts
import Jobs

extension Workers {
    /// Sends one mail, and notes that. One that was taken just before this process died, too early to be noted, is sent again, with the
    /// same Message-ID.
    func sendEmail(_ job: EmailDelivery, _ context: JobContext) async throws -> Nothing {
        guard let postman else { throw JobFailure("Mail is off: SMTP_URL is not set.") }
        guard try await !effects.isDone(job: context.id) else { return Nothing() }
        guard let recipient = try await recipients.find(job.user) else { throw JobFailure("There is no address of this user.") }
        try await postman.send(job.content, to: recipient, id: context.id)
        try await effects.apply(job: context.id, attempt: context.attempt) { _ in }
        return Nothing()
    }
}
