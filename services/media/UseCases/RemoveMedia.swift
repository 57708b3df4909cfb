import Bus
import Contracts
import Outbox

extension Media {
    /// The item becomes a tombstone. A library's file is not touched, and the next scan does not bring it back; an upload's
    /// file is deleted.
    func answer(_ request: RemoveMedia, _ context: RequestContext) async throws -> Answer {
        try context.requireAdmin()
        let located = try await store.location(request.id)
        let answer = try await writes.perform(RemoveMedia.self, context) { scope in
            guard let version = try await store.remove(request.id, scope.connection) else { throw Problem.notFound("media item") }
            try await files.ignore(request.id, scope.connection)
            try scope.publish(MediaRemoved(id: request.id, version: version))
            return Nothing()
        }
        StoredFiles(path: storagePath, logger: logger).delete(request.id, upload: located?.area == .storage ? located?.path : nil)
        return answer
    }
}
