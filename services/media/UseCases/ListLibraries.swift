import Bus
import Contracts

extension Media {
    func answer(_ request: ListLibraries, _ context: RequestContext) async throws -> ItemList<Library> {
        try context.requireAdmin()
        return ItemList(try await libraries.all())
    }
}
