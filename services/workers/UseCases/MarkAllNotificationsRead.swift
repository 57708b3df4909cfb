import Bus
import Contracts
import Outbox

extension Workers {
    func answer(_ request: MarkAllNotificationsRead, _ context: RequestContext) async throws -> Answer {
        let user = try context.userID
        return try await writes.perform(MarkAllNotificationsRead.self, context) { scope in
            try await PostgresNotificationStore.markAllRead(of: user, scope.connection)
            return Nothing()
        }
    }
}
