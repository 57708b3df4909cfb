import Bus
import Contracts
import Outbox

extension Media {
    func answer(_ request: AbandonScan, _ context: RequestContext) async throws -> Answer {
        try requireSystem(context)
        return try await writes.perform(AbandonScan.self, context) { scope in
            _ = try await libraries.endScan(request.scan, of: request.library, error: request.reason, scope.connection)
            return Nothing()
        }
    }
}
