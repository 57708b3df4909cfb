import Contracts
import Postgres

extension Workers {
    /// Tells whoever asked for it. The fact is published in the transaction that ends the scan, and handled once.
    static func notifyOfScan(_ event: LibraryScanned, _ connection: PostgresConnection) async throws {
        guard let user = event.requestedBy else { return }
        try await PostgresNotificationStore.add(.scanFinished(event), for: user, connection)
    }
}
