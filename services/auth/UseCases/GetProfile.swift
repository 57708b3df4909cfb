import Bus
import Contracts

extension GetProfile {
    /// The caller, as they are now.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> User {
        try await auth.user(try context.userID).user
    }
}
