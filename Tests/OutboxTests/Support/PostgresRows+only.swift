import Postgres
import TestSupport

extension PostgresRows {
    /// The one row.
    var only: PostgresRow {
        get throws {
            guard count == 1, let row = first else { throw NeverHappened() }
            return row
        }
    }
}
