import Contracts
import Postgres

extension MailOrders {
    func renameRecipient(_ event: UserChanged, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute(PostgresRecipientStore.rename(event))
    }
}
