import Bus
import Contracts

extension Media {
    func answer(_ request: ListTrendingMedia, _ context: RequestContext) async throws -> Answer {
        try MediaReplies().list(try await store.trending(limit: request.limit))
    }
}
