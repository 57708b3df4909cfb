import Bus
import Contracts
import FoundationEssentials

extension InspectSigningKeys {
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Reply {
        try context.requireAdmin()
        try await auth.keys.refresh()
        return Reply(keys: auth.keys.reports(at: Date()))
    }
}
