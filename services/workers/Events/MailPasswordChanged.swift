import Bus
import Contracts
import Postgres

extension MailOrders {
    /// For their safety: nobody can switch it off.
    func mailPasswordChanged(_ event: PasswordChanged, _ fact: EventEnvelope, _ connection: PostgresConnection) async throws {
        try await order(.passwordChanged(at: fact.time), for: event.user, since: fact, connection)
    }
}
