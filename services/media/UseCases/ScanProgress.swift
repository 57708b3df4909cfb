import Bus
import Contracts

extension Media {
    func answer(_ request: ScanProgress, _ context: RequestContext) async throws -> ScanProgress.Reply {
        try requireSystem(context)
        return try await files.progress(request.scan)
    }
}
