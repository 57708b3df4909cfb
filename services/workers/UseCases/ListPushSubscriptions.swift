import Bus
import Contracts

extension Workers {
    func answer(_ request: ListPushSubscriptions, _ context: RequestContext) async throws -> ItemList<PushSubscription> {
        ItemList(try await subscriptions.list(of: try context.userID).map(\.shown))
    }
}
