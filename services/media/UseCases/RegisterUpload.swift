import Bus
import Contracts
import Jobs
import MediaFiles
import Outbox

extension Media {
    /// The item is there at once, with what its name and first bytes tell; probing adds the rest.
    func answer(_ request: RegisterUpload, _ context: RequestContext) async throws -> Answer {
        try context.requireAdmin()
        guard request.storedPath.hasPrefix("uploads/"), !request.storedPath.contains("..") else {
            throw Problem.malformed("The file does not lie below uploads/.")
        }
        return try await writes.perform(RegisterUpload.self, context) { scope in
            let item = try await store.insert(upload: request, scope.connection)
            try scope.publish(MediaAdded(media: item.facts(version: 1)))
            let location = LocatedFile(
                area: .storage, root: "", path: request.storedPath, contentType: request.contentType,
                sizeBytes: request.sizeBytes, contentHash: request.contentHash)
            let job = MetadataExtraction(
                file: FileID(item.id.uuid), location: location, name: request.filename, upload: item.id)
            scope.leave(try NewJob(job, owner: context.caller.userID).outboxRow)
            return item
        }
    }
}
