import Logging
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct SlowQueryLogTests {
    @Test func holdsTheStatementAndNoParameter() async throws {
        let log = LogRecorder()
        let logger = Logger(label: "test") { _ in log }
        try await TestPostgres.withSchema(configure: { $0.slowQueryThreshold = .milliseconds(10) }, logger: logger) { database in
            _ = try await database.query("SELECT pg_sleep(0.02), \("hunter2")::text, 'hunter2' AS pasted")
            await #expect(throws: PostgresError.self) { try await database.query("SELECT pg_sleep(0.02), \("hunter2")::uuid") }
        }
        let lines = log.lines.withLock(\.self)
        #expect(lines.contains { $0.contains("slow query") && $0.contains("pg_sleep(?), $1::text, ? AS pasted") })
        #expect(!lines.contains { $0.contains("hunter2") })
    }

    @Test func countsWhatRan() async throws {
        try await TestPostgres.withSchema { database in
            for number in 0..<5 { _ = try await database.query("SELECT \(number)::int AS counted") }
            _ = try await database.batch(["SELECT 1 AS batched", "SELECT 2 AS batched"])
            let statistics = database.monitor.statistics
            let counted = try #require(statistics.first { $0.statement.contains("counted") })
            #expect(counted.count == 5)
            #expect(counted.minimum > .zero && counted.minimum <= counted.mean && counted.mean <= counted.maximum)
            #expect(statistics.first { $0.statement.contains("batched") }?.count == 2)
        }
    }
}
