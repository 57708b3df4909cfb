import Bus
import Contracts
import Jobs

extension Media {
    /// When the thumbnails are still to be made, their job goes first now, and this looks again for a short while: usually they are there before
    /// the client could ask a second time.
    func answer(_ request: LocateThumbnail, _ context: RequestContext) async throws -> LocateThumbnail.Reply {
        let deadline = ContinuousClock.now + min(thumbnailWait, context.deadline.remaining - .milliseconds(500))
        var isPulled = false
        while true {
            let found = try await places.thumbnails(of: request.id, for: context, fromSource: request.fromSource ?? false) {
                try await store.thumbnails(request.id)
            }
            guard let found else { throw Problem.notFound("media item") }
            if found.state == .pending, !isPulled {
                await pull(request.id)
                isPulled = true
            }
            guard found.state == .pending, ContinuousClock.now < deadline else {
                return .init(state: found.state, folder: StoredFiles.thumbnails(of: request.id), version: found.version)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Without it the thumbnails come in their turn.
    private func pull(_ id: MediaID) async {
        do {
            try await queue.pull(type: ThumbnailGeneration.type, key: ThumbnailGeneration.key(of: id))
        } catch {
            logger.info("a thumbnail's job was not pulled", metadata: ["media": "\(id)", "error": "\(error)"])
        }
    }
}
