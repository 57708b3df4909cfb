import Bus
import Contracts
import Jobs
import Outbox

extension Media {
    func answer(_ request: ScanLibrary, _ context: RequestContext) async throws -> Answer {
        try context.requireAdmin()
        let job = try NewJob(LibraryScan(library: request.id), owner: context.caller.userID)
        let answer = try await writes.perform(ScanLibrary.self, context) { scope in
            let running = try await libraries.beginScan(
                of: request.id, scan: .make(), job: job.id, requestedBy: context.caller.userID, scope.connection)
            if let running { return ScanLibrary.Reply(jobId: running) }
            scope.leave(try job.outboxRow)
            return ScanLibrary.Reply(jobId: job.id)
        }
        try await showAtOnce(job, answer)
        return answer
    }

    /// The relay adds the job in a moment, and exactly once with this; but who is told its id may ask for it right away.
    private func showAtOnce(_ job: NewJob, _ answer: Answer) async throws {
        guard try ScanLibrary.decode(answer).jobId == job.id else { return }
        do {
            try await queue.add(job)
        } catch {
            logger.info("the relay adds the scan's job", metadata: ["job": "\(job.id)", "error": "\(error)"])
        }
    }
}
