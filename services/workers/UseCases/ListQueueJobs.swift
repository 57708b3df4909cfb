import Bus
import Contracts

extension Workers {
    func answer(_ request: ListQueueJobs, _ context: RequestContext) async throws -> ListQueueJobs.Reply {
        try context.requireAdmin()
        let report = try await report(of: request.queue)
        guard let state = request.state else {
            return .init(try await queue.jobs(of: report, after: request.cursor, limit: request.limit))
        }
        return .init(try await queue.jobs(queue: report.name, state: state, after: request.cursor, limit: request.limit))
    }
}
