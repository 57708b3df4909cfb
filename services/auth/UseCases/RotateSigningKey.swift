import Bus
import Contracts
import FoundationEssentials

extension RotateSigningKey {
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Reply {
        try context.requireAdmin()
        let now = Date()
        try await auth.keys.rotateSoon(at: now)
        guard let newest = auth.keys.reports(at: now).last else { throw Problem.unavailable("There is no signing key yet.") }
        return newest
    }
}
