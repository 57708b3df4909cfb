import Bus
import Contracts
import Outbox

extension Media {
    func answer(_ request: RecordThumbnails, _ context: RequestContext) async throws -> Answer {
        try requireSystem(context)
        return try await writes.perform(RecordThumbnails.self, context) { scope in
            if let changed = try await store.recordThumbnails(request, scope.connection) {
                try scope.publish(MediaChanged(media: changed))
            }
            return Nothing()
        }
    }
}
