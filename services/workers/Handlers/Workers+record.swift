import Bus
import Contracts
import Jobs
import Resilience

extension Workers {
    /// Has a service record what a job has found, exactly once: it remembers the request under the job's id, in the transaction of its
    /// effect, and answers a later attempt at the same job without doing it again.
    ///
    /// Where an earlier attempt recorded something else, because the file has changed in between, that stands: whoever changed the file
    /// has asked for another job.
    /// - Parameter outcome: tells kinds of findings apart: a job that failed and is tried again by hand may find another.
    func record<R: Request>(_ request: R, _ outcome: String = "", for context: JobContext) async throws where R.Reply == Nothing {
        do {
            _ = try await bus.ask(request, deadline: .after(.seconds(10)), idempotencyKey: "job-\(context.id)\(outcome)")
        } catch let problem as Problem where problem.type == Problem.keyReused.type {
            context.logger.notice("an earlier attempt has recorded this", metadata: ["job": "\(context.id)"])
        }
    }
}
