import Bus
import Contracts
import Jobs
import Outbox

/// What queues and their jobs add to the composition root, and what their use cases share.
extension Workers {
    func answerAboutQueues(_ answers: inout Answers) {
        answers.on(GetJob.self) { try await answer($0, $1) }
        answers.on(RetryJob.self) { try await answer($0, $1) }
        answers.on(PromoteJob.self) { try await answer($0, $1) }
        answers.on(RemoveJob.self) { try await answer($0, $1) }
        answers.on(ListQueues.self) { try await answer($0, $1) }
        answers.on(ListQueueJobs.self) { try await answer($0, $1) }
        answers.on(PauseQueue.self) { try await answer($0, $1) }
        answers.on(ResumeQueue.self) { try await answer($0, $1) }
        answers.on(RetryFailedJobs.self) { try await answer($0, $1) }
        answers.on(DrainQueue.self) { try await answer($0, $1) }
    }

    /// Carries out an administrator's order. Orders go to Redis alone, and so are obeyed while Postgres is away too; only one that
    /// comes with an `Idempotency-Key` needs it, to remember the answer.
    func obey<R: Request>(
        _ order: R.Type, _ context: RequestContext, _ carryOut: @escaping @Sendable () async throws -> R.Reply
    ) async throws -> Answer {
        try context.requireAdmin()
        guard context.envelope.idempotencyKey != nil else { return Answer(to: R.self, try await carryOut()) }
        // In the transaction, because that holds the key; what it waits for are a few scripts.
        return try await writes.perform(R.self, context) { _ in try await carryOut() }
    }

    func report(of name: String) async throws -> QueueReport {
        guard let report = try await queue.queues().first(where: { $0.name == name }) else { throw Problem.notFound("queue") }
        return report
    }

    func status(of id: JobID) async throws -> JobStatus {
        guard let status = try await queue.status(id) else { throw Problem.notFound("job") }
        return status
    }
}
