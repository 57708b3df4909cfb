import Bus
import Contracts
import Outbox

extension Media {
    /// A file that cannot be understood has no item; one whose content has become so loses it. One that was out of reach keeps it.
    func answer(_ request: RecordProbeFailure, _ context: RequestContext) async throws -> Answer {
        try requireSystem(context)
        return try await writes.perform(RecordProbeFailure.self, context) { scope in
            guard let file = try await files.pending(request.file, contentHash: request.contentHash, scope.connection) else {
                return Nothing()
            }
            guard request.isTemporary != true else {
                try await files.giveUp(file, request.reason, scope.connection)
                return Nothing()
            }
            try await files.settle(file, media: nil, outcome: "failed", error: request.reason, scope.connection)
            if let media = file.media, let version = try await store.remove(media, scope.connection) {
                try scope.publish(MediaRemoved(id: media, version: version))
            }
            return Nothing()
        }
    }
}
