import Jobs
import Outbox
import Postgres

extension NewJob {
    /// The job exists exactly if the transaction that leaves this row commits.
    var outboxRow: SQL {
        get throws { Outbox.row(stream: Self.outboxStream, name: type, key: id.description, payload: try encoded) }
    }
}
