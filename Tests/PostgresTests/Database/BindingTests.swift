import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct BindingTests {
    @Test(arguments: [
        "'; DROP TABLE notes; --", "\" OR 1=1", "\\'; SELECT pg_sleep(10)", "$1", "{\"a\":[1]}", "%s %n", "🧑‍🚀 naïve Ω", "",
    ])
    func storesHostileTextAsItIs(text: String) async throws {
        try await TestPostgres.withSchema { database in
            try await database.execute("CREATE TABLE notes (body text)")
            #expect(try await database.execute("INSERT INTO notes VALUES (\(text))") == 1)
            let found: String? = try await database.query("SELECT body FROM notes WHERE body = \(text)").first?.get(0)
            #expect(found == text)
        }
    }

    @Test func refusesNULBeforeSending() async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await TestPostgres.admin.query("SELECT \("a\0b")::text")
        }
        #expect(error?.code == .invalidParameter)
        let batchError = await #expect(throws: PostgresError.self) {
            try await TestPostgres.admin.batch(["SELECT 1", "SELECT \("\0")::text"])
        }
        #expect(batchError?.code == .invalidParameter)
    }

    @Test func refusesTooManyParameters() async throws {
        let many = SQL.joined((0...65_535).map { SQL("\($0)") }, separator: ",")
        let error = await #expect(throws: PostgresError.self) { try await TestPostgres.admin.query("SELECT \(many)") }
        #expect(error?.code == .invalidParameter)
    }

    @Test func infersTheTypeFromThePlace() async throws {
        try await TestPostgres.withSchema { database in
            try await database.execute("CREATE TYPE mood AS ENUM ('sad', 'happy')")
            try await database.execute("CREATE TABLE t (s smallint, i int, b bigint, n numeric, j jsonb, m mood, u uuid, d date)")
            let id = UUID()
            try await database.execute(
                """
                INSERT INTO t VALUES (\(1), \(2), \(3), \(4), \(#"{"k": 1}"#), \("happy"), \(id.uuidString), \("2024-02-29"))
                """)
            let row = try #require(try await database.query("SELECT s, i, b, n, j, m, u, d FROM t LIMIT \(1)").first)
            for column in 0..<4 { #expect(try row.get(column, as: Int.self) == column + 1) }
            #expect(try row.get(4) == #"{"k": 1}"#)
            #expect(try row.get(5) == "happy")
            #expect(try row.get(6) == id)
            #expect(try row.get("d", as: PostgresTimestamp.self).microsecondsSince1970 == 1_709_164_800_000_000)
        }
    }

    @Test func carriesMegabytesBothWays() async throws {
        let bytes: [UInt8] = (0..<8_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let back: [UInt8]? = try await TestPostgres.admin.query("SELECT \(bytes)").first?.get(0)
        #expect(back == bytes)
    }

    @Test func worksWithoutPreparedStatements() async throws {
        try await TestPostgres.withSchema(configure: { $0.poolMode = .transaction }) { database in
            for number in 1...3 {
                let rows = try await database.query("SELECT \(number)::int, \(PostgresTimestamp(microsecondsSince1970: 5))")
                #expect(try rows.first?.get(0) == number)
            }
            let names = try await database.query("SELECT name FROM pg_prepared_statements")
            #expect(names.isEmpty)
        }
    }

    @Test func boundsPreparedStatementsOnTheServer() async throws {
        try await TestPostgres.withSchema(configure: { $0.maximumPreparedStatements = 3 }) { database in
            try await database.withConnection { connection in
                for column in 0..<20 { _ = try await connection.query("SELECT 1 AS \(unescaped: "c\(column)")") }
                let count: Int? = try await connection.query("SELECT count(*) FROM pg_prepared_statements").first?.get(0)
                #expect(count == 3)
            }
        }
    }

    @Test func survivesAChangeOfTheTableUnderAPreparedStatement() async throws {
        try await TestPostgres.withSchema { database in
            try await database.execute("CREATE TABLE t (a int)")
            _ = try await database.query("SELECT * FROM t")
            try await database.execute("ALTER TABLE t ADD b int")
            _ = try await database.query("SELECT * FROM t")
        }
    }
}
