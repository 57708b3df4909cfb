import Bus
import Contracts
import Jobs
import Outbox

extension Media {
    /// The effect of a metadata job. One that comes too late, because the file has changed again or is gone, has none.
    func answer(_ request: RecordProbe, _ context: RequestContext) async throws -> Answer {
        try requireSystem(context)
        return try await writes.perform(RecordProbe.self, context) { scope in
            if let upload = request.upload {
                try await record(request.facts, ofUpload: upload, scope)
            } else if let file = try await files.pending(request.file, contentHash: request.contentHash, scope.connection) {
                try await record(request.facts, of: file, scope)
            }
            return Nothing()
        }
    }

    private func record(_ facts: ProbedFacts, of file: PendingFile, _ scope: WriteScope) async throws {
        let location = file.job.location
        if let media = file.media,
            let changed = try await store.change(media, PostgresMediaStore.replaced(facts, by: file), scope.connection)
        {
            try await files.settle(file, media: media, outcome: "changed", error: nil, scope.connection)
            try scope.publish(MediaChanged(media: changed))
            try leaveThumbnailJob(changed, facts, location, scope)
        } else {
            let added = try await store.insert(file, facts, scope.connection)
            try await files.settle(file, media: added.id, outcome: "added", error: nil, scope.connection)
            try scope.publish(MediaAdded(media: added))
            try leaveThumbnailJob(added, facts, location, scope)
        }
    }

    private func record(_ facts: ProbedFacts, ofUpload id: MediaID, _ scope: WriteScope) async throws {
        guard let changed = try await store.change(id, PostgresMediaStore.probed(facts), scope.connection),
            let location = try await store.location(id)
        else { return }
        try scope.publish(MediaChanged(media: changed))
        try leaveThumbnailJob(changed, facts, location, scope)
    }

    private func leaveThumbnailJob(
        _ media: MediaFacts, _ facts: ProbedFacts, _ location: LocatedFile, _ scope: WriteScope
    ) throws {
        guard facts.hasPicture else { return }
        let job = ThumbnailGeneration(
            media: media.id, mediaType: media.type, location: location, durationSeconds: facts.durationSeconds)
        // One that still waits is for bytes that are gone; one that runs does not stand in the way of this.
        let key = UniqueKey(ThumbnailGeneration.key(of: media.id), .replace, endsAtStart: true)
        scope.leave(try NewJob(job, unique: key).outboxRow)
    }
}
