import Bus
import Contracts

extension Workers {
    func answer(_ request: RetryFailedJobs, _ context: RequestContext) async throws -> Answer {
        try await obey(RetryFailedJobs.self, context) {
            .init(retried: try await queue.retryFailed(try await report(of: request.queue).name))
        }
    }
}
