import Bus
import Contracts

extension Media {
    /// Looks again for a short while when the thumbnails are still being made: usually they are there before the client
    /// could ask a second time.
    func answer(_ request: LocateThumbnail, _ context: RequestContext) async throws -> LocateThumbnail.Reply {
        let deadline = ContinuousClock.now + min(thumbnailWait, context.deadline.remaining - .milliseconds(500))
        while true {
            let found = try await places.thumbnails(of: request.id, for: context, fromSource: request.fromSource ?? false) {
                try await store.thumbnails(request.id)
            }
            guard let found else { throw Problem.notFound("media item") }
            guard found.state == .pending, ContinuousClock.now < deadline else {
                return .init(state: found.state, folder: StoredFiles.thumbnails(of: request.id), version: found.version)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
