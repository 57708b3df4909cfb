import Postgres
import TestSupport
import Testing

@Suite struct QueryTests {
    @Test func answersWithRows() async throws {
        try await TestPostgres.withSchema { database in
            let rows = try await database.query("SELECT \(7)::bigint AS number, \("x")::text AS word")
            #expect(rows.count == 1)
            #expect(try rows.first?.get("number", as: Int.self) == 7)
            #expect(try rows.first?.get(1, as: String.self) == "x")
        }
    }
}
