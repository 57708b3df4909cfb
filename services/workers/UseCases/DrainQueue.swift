import Bus
import Contracts

extension Workers {
    func answer(_ request: DrainQueue, _ context: RequestContext) async throws -> Answer {
        try await obey(DrainQueue.self, context) {
            .init(dropped: try await queue.drain(try await report(of: request.queue).name))
        }
    }
}
