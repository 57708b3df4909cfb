import Bus
import Contracts

extension Workers {
    func answer(_ request: RemoveJob, _ context: RequestContext) async throws -> Answer {
        try await obey(RemoveJob.self, context) {
            switch try await queue.remove(request.id) {
            case .removed: Nothing()
            // Delivered again, it has been carried out already.
            case .unknown where context.isRedelivered: Nothing()
            case .unknown: throw Problem.notFound("job")
            case .running: throw Problem.conflict("The job runs. It can be removed when it has ended.")
            }
        }
    }
}
