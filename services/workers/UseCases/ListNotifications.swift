import Bus
import Contracts

extension Workers {
    func answer(_ request: ListNotifications, _ context: RequestContext) async throws -> Page<Notification> {
        let user = try context.userID
        let scope = "notifications of \(user), unread \(request.unread.map { "\($0)" } ?? "or not")"
        let after = try TimeCursor(request.cursor, scope: scope, of: NotificationID.self)
        return try await notifications.list(of: user, unread: request.unread, after: after, limit: request.limit, scope: scope)
    }
}
