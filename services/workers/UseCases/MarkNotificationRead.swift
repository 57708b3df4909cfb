import Bus
import Contracts
import Outbox

extension Workers {
    func answer(_ request: MarkNotificationRead, _ context: RequestContext) async throws -> Answer {
        let user = try context.userID
        return try await writes.perform(MarkNotificationRead.self, context) { scope in
            try await PostgresNotificationStore.markRead(request.id, of: user, scope.connection)
            return Nothing()
        }
    }
}
