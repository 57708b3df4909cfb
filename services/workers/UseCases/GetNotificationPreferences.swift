import Bus
import Contracts

extension Workers {
    func answer(_ request: GetNotificationPreferences, _ context: RequestContext) async throws -> ItemList<NotificationPreference> {
        ItemList(try await preferences.preferences(of: try context.userID))
    }
}
