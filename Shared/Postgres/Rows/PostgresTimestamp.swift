/// A point in time with the resolution of Postgres.
package struct PostgresTimestamp: Hashable, Comparable, Sendable {
    package var microsecondsSince1970: Int64

    package init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    package static func < (left: Self, right: Self) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }

    /// Postgres counts from 2000-01-01.
    static let epochOffset: Int64 = 946_684_800_000_000
}

extension PostgresTimestamp: PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.timestamptz }

    package func encode(into parameters: inout PostgresParameters) {
        let value = microsecondsSince1970.subtractingReportingOverflow(Self.epochOffset)
        // What does not fit becomes -infinity, which orders where the value would.
        let wire = (value.overflow ? Int64.min : value.partialValue).bigEndian
        withUnsafeBytes(of: wire) { parameters.append(binary: $0, type: PostgresType.timestamptz) }
    }
}

extension PostgresTimestamp: PostgresDecodable {
    /// Reads timestamptz, timestamp (taken as UTC) and date. The infinities are an error.
    package init(postgres cell: PostgresCell) throws(PostgresError) {
        let value: Int64
        switch cell.type {
        case PostgresType.timestamptz, PostgresType.timestamp:
            value = try cell.integer(Int64.self)
        case PostgresType.date:
            value = Int64(try cell.integer(Int32.self)) * 86_400_000_000
        default: throw cell.mismatch("a timestamp")
        }
        let shifted = value.addingReportingOverflow(Self.epochOffset)
        guard value != .min, !shifted.overflow else { throw cell.mismatch("a finite timestamp") }
        microsecondsSince1970 = shifted.partialValue
    }
}
