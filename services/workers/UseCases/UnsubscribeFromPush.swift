import Bus
import Contracts
import Outbox

extension Workers {
    func answer(_ request: UnsubscribeFromPush, _ context: RequestContext) async throws -> Answer {
        let user = try context.userID
        return try await writes.perform(UnsubscribeFromPush.self, context) { scope in
            try await PostgresSubscriptionStore.remove(request.id, of: user, scope.connection)
            return Nothing()
        }
    }
}
