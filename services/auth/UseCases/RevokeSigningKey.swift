import Bus
import Contracts
import FoundationEssentials

extension RevokeSigningKey {
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Reply {
        try context.requireAdmin()
        let now = Date()
        // Whoever had this request before may have done it.
        guard try await auth.keys.revoke(id, at: now) || context.isRedelivered else { throw Problem.notFound("signing key") }
        auth.logger.warning("signing key revoked", metadata: ["key": "\(id)"])
        guard let signing = auth.keys.reports(at: now).first(where: { $0.state == .signing }) else {
            throw Problem.unavailable("There is no signing key yet.")
        }
        return signing
    }
}
