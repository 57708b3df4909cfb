import Bus
import Contracts
import Jobs
import Outbox

extension Media {
    func answer(_ request: ScanLibrary, _ context: RequestContext) async throws -> Answer {
        try context.requireAdmin()
        return try await writes.perform(ScanLibrary.self, context) { scope in
            let job = try NewJob(LibraryScan(library: request.id), owner: context.caller.userID)
            let running = try await libraries.beginScan(
                of: request.id, scan: .make(), job: job.id, requestedBy: context.caller.userID, scope.connection)
            if let running { return ScanLibrary.Reply(jobId: running) }
            scope.leave(try job.outboxRow)
            return ScanLibrary.Reply(jobId: job.id)
        }
    }
}
