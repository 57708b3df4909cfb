import Bus
import Contracts

extension Workers {
    func answer(_ request: ResumeQueue, _ context: RequestContext) async throws -> Answer {
        try await obey(ResumeQueue.self, context) {
            try await queue.resume(try await report(of: request.queue).name)
            return try await report(of: request.queue)
        }
    }
}
