import Bus
import Contracts

extension Media {
    func answer(_ request: DescribeMedia, _ context: RequestContext) async throws -> DescribeMedia.Reply {
        .init(media: try await store.facts(request.ids))
    }
}
