import Bus
import Contracts

extension ListUsers {
    /// For administrators: everybody, newest first.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Page<User> {
        try context.requireAdmin()
        guard limit >= 1 else { throw Problem.invalid("limit", "must be at least 1") }
        let count = min(limit, 100)
        let start = try cursor.map { text throws(Problem) in
            guard let cursor = UserCursor(text) else { throw .badCursor }
            return cursor
        }
        let found = try await auth.database.query(UserStatements.page(after: start, limit: count)).map { try UserRow($0).user }
        let page = Array(found.prefix(count))
        return Page(items: page, nextCursor: found.count > count ? page.last.map { UserCursor($0).text } : nil)
    }
}
