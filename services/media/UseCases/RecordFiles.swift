import Bus
import Contracts
import Jobs
import Outbox

extension Media {
    func answer(_ request: RecordFiles, _ context: RequestContext) async throws -> Answer {
        try requireSystem(context)
        return try await writes.perform(RecordFiles.self, context) { scope in
            try await libraries.holdRunning(request.scan, of: request.library, scope.connection)
            let pending = try await files.record(request, scope.connection)
            for file in pending { scope.leave(try NewJob(file.job).outboxRow) }
            return RecordFiles.Reply(probing: pending.count)
        }
    }
}
