import Contracts
import FoundationEssentials
import Postgres

// Ids and times bind and decode as what Postgres calls uuid and timestamptz. Here, because this is the lowest target that
// knows both sides.

extension ID: PostgresEncodable {
    package static var postgresType: UInt32 { UUID.postgresType }

    package func encode(into parameters: inout PostgresParameters) { uuid.encode(into: &parameters) }
}

extension ID: PostgresDecodable {
    package init(postgres cell: PostgresCell) throws(PostgresError) { self.init(try UUID(postgres: cell)) }
}

extension Timestamp: PostgresEncodable {
    package static var postgresType: UInt32 { PostgresTimestamp.postgresType }

    package func encode(into parameters: inout PostgresParameters) {
        PostgresTimestamp(microsecondsSince1970: microseconds).encode(into: &parameters)
    }
}

extension Timestamp: PostgresDecodable {
    package init(postgres cell: PostgresCell) throws(PostgresError) {
        self.init(microseconds: try PostgresTimestamp(postgres: cell).microsecondsSince1970)
    }
}
