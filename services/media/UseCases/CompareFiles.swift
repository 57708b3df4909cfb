import Bus
import Contracts

extension Media {
    func answer(_ request: CompareFiles, _ context: RequestContext) async throws -> CompareFiles.Reply {
        try requireSystem(context)
        return .init(changed: try await files.compare(request))
    }
}
