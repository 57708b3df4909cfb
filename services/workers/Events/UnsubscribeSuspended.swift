import Contracts
import Postgres

extension Workers {
    /// Nothing is pushed to an account that cannot sign in; its browsers subscribe again when it can.
    static func unsubscribeSuspended(_ event: UserChanged, _ connection: PostgresConnection) async throws {
        guard event.status == .suspended else { return }
        try await PostgresSubscriptionStore.removeAll(of: event.user, connection)
    }
}
