import Contracts
import FoundationEssentials
import Postgres

/// The transaction of one write: statements go to `connection`, facts and jobs are gathered and inserted before the commit.
package final class WriteScope {
    package let connection: PostgresConnection
    private(set) var facts: [SQL] = []
    private(set) var jobs: [SQL] = []

    init(_ connection: PostgresConnection) { self.connection = connection }

    package func publish(_ event: some Event) throws { facts.append(try Outbox.row(event)) }

    /// Leaves a row for a destination of the relay, for example a job queue.
    package func leave(_ row: SQL) { jobs.append(row) }
}
