import Bus
import Contracts

extension Workers {
    func answer(_ request: PauseQueue, _ context: RequestContext) async throws -> Answer {
        try await obey(PauseQueue.self, context) {
            try await queue.pause(try await report(of: request.queue).name)
            return try await report(of: request.queue)
        }
    }
}
