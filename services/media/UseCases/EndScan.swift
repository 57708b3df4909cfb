import Bus
import Contracts
import Outbox

extension Media {
    func answer(_ request: EndScan, _ context: RequestContext) async throws -> Answer {
        try requireSystem(context)
        return try await writes.perform(EndScan.self, context) { scope in
            if let end = try await libraries.endScan(request.scan, of: request.library, error: nil, scope.connection) {
                try scope.publish(
                    LibraryScanned(
                        library: request.library, name: end.library, requestedBy: end.requestedBy, summary: request.summary))
            }
            return Nothing()
        }
    }
}
