import Bus
import Contracts
import Postgres

extension MailOrders {
    /// Greets who has registered, and remembers where their mail goes.
    func mailWelcome(_ event: UserRegistered, _ fact: EventEnvelope, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute(PostgresRecipientStore.remember(event))
        try await order(.welcome, for: event.user, since: fact, connection)
    }
}
