import Bus
import Contracts
import Outbox

extension UpdateProfile {
    /// Renames the caller. Without a name nothing changes.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Answer {
        let id = try context.userID
        guard let input = name else { return Answer(to: UpdateProfile.self, try await auth.user(id).user) }
        guard let name = UserName(input) else { throw Problem.invalid("name", UserName.rule) }
        return try await auth.writes.perform(UpdateProfile.self, context) { scope in
            guard let row = try await scope.connection.query(UserStatements.rename(id, to: name.text)).first else {
                throw Problem.notFound("user")
            }
            let renamed = try UserRow(row)
            try scope.publish(renamed.changed)
            return renamed.user
        }
    }
}
