import Bus
import Contracts

extension Media {
    func answer(_ request: BeginScan, _ context: RequestContext) async throws -> BeginScan.Reply {
        try requireSystem(context)
        guard let scan = try await libraries.scan(ofJob: request.job) else {
            throw Problem.conflict("The scan of this job has ended.")
        }
        return scan
    }

    /// What only other services may ask.
    func requireSystem(_ context: RequestContext) throws(Problem) {
        guard context.caller.kind == .system else { throw .forbidden("This is for services.") }
    }
}
