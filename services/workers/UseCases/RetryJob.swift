import Bus
import Contracts

extension Workers {
    func answer(_ request: RetryJob, _ context: RequestContext) async throws -> Answer {
        try await obey(RetryJob.self, context) {
            let isRetried = try await queue.retry(request.id)
            let status = try await status(of: request.id)
            // Delivered again, it has been carried out already.
            guard isRetried || context.isRedelivered else {
                throw Problem.invalid("state", "must be failed, and is \(status.state.rawValue)")
            }
            return .init(status: status)
        }
    }
}
