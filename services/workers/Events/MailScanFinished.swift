import Bus
import Contracts
import Postgres

extension MailOrders {
    /// To whoever asked for the scan, unless they do not want such mail.
    func mailScanFinished(_ event: LibraryScanned, _ fact: EventEnvelope, _ connection: PostgresConnection) async throws {
        guard let user = event.requestedBy,
            try await PostgresPreferenceStore.preference(of: user, .scanFinished, connection).email
        else { return }
        var summary = event.summary
        summary.failures = Array(summary.failures.prefix(Letter.shownFailures))
        try await order(.scanFinished(library: event.name, summary: summary), for: user, since: fact, connection)
    }
}
