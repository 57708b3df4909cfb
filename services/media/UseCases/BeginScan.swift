import Bus
import Contracts

extension Media {
    func answer(_ request: BeginScan, _ context: RequestContext) async throws -> BeginScan.Reply {
        try requireSystem(context)
        if let scan = try await libraries.scan(ofJob: request.job) { return scan }
        // Its worker may have died between this end and that of the job.
        if try await libraries.hasFinishedScan(ofJob: request.job) { throw Problem.gone("The scan of this job has finished.") }
        throw Problem.conflict("The scan of this job has ended.")
    }

    /// What only other services may ask.
    func requireSystem(_ context: RequestContext) throws(Problem) {
        guard context.caller.kind == .system else { throw .forbidden("This is for services.") }
    }
}
