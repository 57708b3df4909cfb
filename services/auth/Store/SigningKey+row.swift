import FoundationEssentials
import Postgres

extension SigningKey {
    /// Reads a row of `SigningKeyStatements.all`.
    init(_ row: PostgresRow) throws(PostgresError) {
        let activeFrom: PostgresTimestamp = try row.get(2)
        self.init(
            id: try row.get(0), privateKey: try row.get(1),
            activeFrom: Date(timeIntervalSince1970: Double(activeFrom.microsecondsSince1970) / 1_000_000))
    }
}
