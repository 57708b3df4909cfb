import Bus
import Contracts
import Outbox

extension Media {
    func answer(_ request: RecordPlay, _ context: RequestContext) async throws -> Answer {
        guard try await store.exists(request.id) else { throw Problem.notFound("media item") }
        return try await writes.performAtOnce(
            context, answer: Answer(to: RecordPlay.self, Nothing()), [],
            event: try Outbox.row(MediaPlayed(media: request.id, at: .now())))
    }
}
