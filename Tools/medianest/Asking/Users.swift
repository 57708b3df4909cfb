import Bus
import Contracts

/// Changes to accounts that are named by their address.
enum Users {
    static func change(_ email: String, _ changes: UpdateUser.Changes, redis: String) async throws -> User {
        try await OperatorBus.withBus(redis) { bus in
            let user = try await find(email, bus.requester)
            return try await bus.requester.ask(UpdateUser(id: user.id, changes: changes), as: .system)
        }
    }

    private static func find(_ email: String, _ bus: any RequestBus) async throws -> User {
        let wanted = email.lowercased()
        var cursor: String?
        repeat {
            let page = try await bus.ask(ListUsers(limit: 100, cursor: cursor), as: .system)
            if let user = page.items.first(where: { $0.email.lowercased() == wanted }) { return user }
            cursor = page.nextCursor
        } while cursor != nil
        throw CommandError.failed("nobody has the address \(email)")
    }
}
