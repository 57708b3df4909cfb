import Bus
import Contracts

extension Workers {
    /// Somebody else's job does not exist for the caller, unless they are an administrator.
    func answer(_ request: GetJob, _ context: RequestContext) async throws -> GetJob.Reply {
        guard let status = try await queue.status(request.id),
            context.caller.isAdmin || (status.owner != nil && status.owner == context.caller.userID)
        else { throw Problem.notFound("job") }
        return .init(status: status)
    }
}
