import Bus
import Contracts

extension Workers {
    func answer(_ request: ListQueues, _ context: RequestContext) async throws -> ItemList<QueueReport> {
        try context.requireAdmin()
        return ItemList(try await queue.queues())
    }
}
