import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct TypeTests {
    private func roundTrip<T: PostgresEncodable & PostgresDecodable & Equatable>(_ value: T, _ type: String) async throws {
        let row = try #require(try await TestPostgres.admin.query("SELECT \(value)::\(unescaped: type), NULL::\(unescaped: type)").first)
        #expect(try row.get(0, as: T.self) == value)
        #expect(try row.get(1, as: T?.self) == nil)
        let null = nil as T?
        let bound = try #require(try await TestPostgres.admin.query("SELECT \(null)::\(unescaped: type)").first)
        #expect(try bound.get(0, as: T?.self) == nil)
        #expect(throws: PostgresError.self) { try row.get(1, as: T.self) }
    }

    @Test func roundTripsIntegers() async throws {
        for value in [0, 1, -1, Int.max, Int.min] { try await roundTrip(value, "bigint") }
        for value in [Int64.max, Int64.min] { try await roundTrip(value, "int8") }
        for value in [Int32.max, Int32.min] { try await roundTrip(value, "int") }
        for value in [Int16.max, Int16.min] { try await roundTrip(value, "smallint") }
    }

    @Test func roundTripsDoubles() async throws {
        for value in [0, -0.1, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity] { try await roundTrip(value, "float8") }
        let row = try #require(try await TestPostgres.admin.query("SELECT \(Double.nan)::float8, 1.5::real").first)
        #expect(try row.get(0, as: Double.self).isNaN)
        #expect(try row.get(1) == 1.5)
    }

    @Test func readsNumeric() async throws {
        let row = try #require(
            try await TestPostgres.admin.query(
                "SELECT 123456789012::numeric, -0.00025::numeric, 1e20::numeric, 1.5::numeric, 0::numeric, 70000::numeric"
            ).first)
        #expect(try row.get(0, as: Int.self) == 123_456_789_012)
        #expect(try row.get(0, as: Double.self) == 123_456_789_012)
        #expect(try abs(row.get(1, as: Double.self) - -0.00025) < 1e-12)
        #expect(throws: PostgresError.self) { try row.get(2, as: Int.self) }
        #expect(throws: PostgresError.self) { try row.get(3, as: Int.self) }
        #expect(try row.get(4, as: Int.self) == 0)
        #expect(try row.get(5, as: Int.self) == 70_000)
    }

    @Test func roundTripsTheOthers() async throws {
        try await roundTrip(true, "boolean")
        try await roundTrip(false, "boolean")
        try await roundTrip("smörgås 👩‍👩‍👧", "text")
        try await roundTrip("x", "varchar(5)")
        try await roundTrip(UUID(), "uuid")
        try await roundTrip([UInt8](0...255), "bytea")
        try await roundTrip([UInt8](), "bytea")
        try await roundTrip(#"{"a": "ü"}"#, "jsonb")
        try await roundTrip(#"{ "a":1}"#, "json")
    }

    @Test func roundTripsTimestamps() async throws {
        for value: Int64 in [0, -1, 1_700_000_000_123_456, 946_684_800_000_000, -62_000_000_000_000_000] {
            try await roundTrip(PostgresTimestamp(microsecondsSince1970: value), "timestamptz")
        }
        let text: String? = try await TestPostgres.admin.query(
            "SELECT (\(PostgresTimestamp(microsecondsSince1970: 1_000_000))::timestamptz AT TIME ZONE 'UTC')::text"
        ).first?.get(0)
        #expect(text == "1970-01-01 00:00:01")
        let row = try #require(try await TestPostgres.admin.query("SELECT 'infinity'::timestamptz, '-infinity'::timestamptz").first)
        #expect(throws: PostgresError.self) { try row.get(0, as: PostgresTimestamp.self) }
        #expect(throws: PostgresError.self) { try row.get(1, as: PostgresTimestamp.self) }
    }

    @Test func roundTripsArrays() async throws {
        try await roundTrip([1, -2, Int.max], "bigint[]")
        try await roundTrip([Int](), "int[]")
        try await roundTrip([UUID(), UUID()], "uuid[]")
        try await roundTrip(["a", "", "with \"quotes\", {braces} and \\", "NULL", "null", "👋", " x "], "text[]")
        let found = try await TestPostgres.admin.query("SELECT n FROM generate_series(1, 9) n WHERE n = ANY(\([2, 5]))")
        #expect(try found.map { try $0.get(0, as: Int.self) } == [2, 5])
    }

    @Test func refusesArraysItCannotHold() async throws {
        let row = try #require(try await TestPostgres.admin.query("SELECT ARRAY[1, NULL]::int[], ARRAY[[1], [2]]::int[]").first)
        #expect(throws: PostgresError.self) { try row.get(0, as: [Int].self) }
        #expect(throws: PostgresError.self) { try row.get(1, as: [Int].self) }
    }

    @Test func refusesNumbersThatDoNotFit() async throws {
        let row = try #require(try await TestPostgres.admin.query("SELECT 40000::int, 1::int").first)
        let error = #expect(throws: PostgresError.self) { try row.get(0, as: Int16.self) }
        #expect(error?.code == .decoding)
        let server = await #expect(throws: PostgresError.self) { try await TestPostgres.admin.query("SELECT \(40_000)::smallint") }
        #expect(server?.sqlState == .numericValueOutOfRange)
        #expect(server?.description.contains("40000") == false)
    }

    @Test func refusesTheWrongTypeAndColumn() async throws {
        let row = try #require(try await TestPostgres.admin.query("SELECT 1 AS a, now() AS b").first)
        #expect(throws: PostgresError.self) { try row.get(0, as: String.self) }
        #expect(throws: PostgresError.self) { try row.get(0, as: Bool.self) }
        #expect(throws: PostgresError.self) { try row.get(1, as: Int.self) }
        #expect(throws: PostgresError.self) { try row.get(2, as: Int.self) }
        #expect(throws: PostgresError.self) { try row.get(-1, as: Int.self) }
        #expect(throws: PostgresError.self) { try row.get("c", as: Int.self) }
        #expect(row.withBytes(0) { $0?.count } == 4)
    }
}
