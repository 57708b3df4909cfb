import Postgres
import TestSupport
import Testing

@Suite struct CancellationTests {
    /// Waits until nothing of that database runs on the server any more.
    private func waitUntilQuiet(_ name: String) async throws -> Bool {
        for _ in 0..<200 {
            if try await running(name) == 0 { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    private func running(_ name: String) async throws -> Int {
        try await TestPostgres.admin.query(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = \(name) AND state <> 'idle'"
        ).first?.get(0) ?? 0
    }

    private func waitUntilRunning(_ name: String) async throws {
        while try await running(name) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test func cancellingTheTaskStopsTheStatementOnTheServer() async throws {
        let name = TestPostgres.uniqueName("app")
        try await TestPostgres.withSchema(configure: { $0.applicationName = name }) { database in
            let task = Task { try await database.query("SELECT pg_sleep(60)") }
            try await waitUntilRunning(name)
            let start = ContinuousClock.now
            task.cancel()
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            #expect(.now - start < .seconds(10))
            #expect(try await waitUntilQuiet(name))
            // The connection comes back when the cancel request is known to be delivered.
            while database.statistics.busy > 0 { await Task.yield() }
            #expect(try await database.query("SELECT 1").count == 1)
            #expect(database.statistics.created == 1)
        }
    }

    @Test func aCancelledConnectionIsNeverHitLater() async throws {
        try await TestPostgres.withSchema(configure: { $0.maximumConnections = 2 }) { database in
            for round in 0..<30 {
                let task = Task { try await database.query("SELECT pg_sleep(0.01)") }
                try await Task.sleep(for: .milliseconds(round % 15))
                task.cancel()
                _ = await task.result
                for _ in 0..<3 { #expect(try await database.query("SELECT \(round)::int").first?.get(0) == round) }
            }
        }
    }

    @Test func cancellingATransactionRollsItBack() async throws {
        let name = TestPostgres.uniqueName("app")
        try await TestPostgres.withSchema(configure: { $0.applicationName = name }) { database in
            try await database.execute("CREATE TABLE t (a int)")
            let task = Task {
                try await database.withTransaction { connection in
                    try await connection.execute("INSERT INTO t VALUES (1)")
                    _ = try await connection.query("SELECT pg_sleep(60)")
                }
            }
            try await waitUntilRunning(name)
            task.cancel()
            await #expect(throws: PostgresError.self) { try await task.value }
            #expect(try await waitUntilQuiet(name))
            #expect(try await database.query("SELECT * FROM t").isEmpty)
        }
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        try await TestPostgres.withSchema { database in
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                _ = try await database.query("SELECT 1")
            }
            task.cancel()
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.code == .cancelled)
        }
    }

    @Test func theDeadlineEndsTheStatement() async throws {
        let name = TestPostgres.uniqueName("app")
        try await TestPostgres.withSchema(configure: { $0.applicationName = name }) { (database) async throws in
            let start = ContinuousClock.now
            let error = await #expect(throws: PostgresError.self) {
                try await PostgresDeadline.$current.withValue(.now + .milliseconds(150)) {
                    try await database.query("SELECT pg_sleep(60)")
                }
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(.now - start < .seconds(10))
            #expect(try await waitUntilQuiet(name))
        }
    }

    @Test func takesTheStatementTimeoutFromTheDeadline() async throws {
        try await TestPostgres.withSchema(configure: { $0.maximumConnections = 1 }) { (database) async throws in
            func setting(_ remaining: Duration?) async throws -> String? {
                try await PostgresDeadline.$current.withValue(remaining.map { .now + $0 }) {
                    try await database.query("SELECT current_setting('statement_timeout')").first?.get(0)
                }
            }
            #expect(try await setting(.milliseconds(4900)) == "5s")
            #expect(try await setting(.milliseconds(900)) == "1s")
            #expect(try await setting(nil) == "0")
            #expect(try await setting(.seconds(20)) == "30s")
            await #expect(throws: PostgresError.self) {
                try await PostgresDeadline.$current.withValue(.now + .seconds(9)) { try await database.query("SELECT 1 / 0") }
            }
            #expect(try await setting(.seconds(9)) == "10s")
        }
    }

    @Test func keepsTheTimeoutRightAcrossARollback() async throws {
        try await TestPostgres.withSchema(configure: { $0.maximumConnections = 1 }) { database in
            struct Refusal: Error {}
            await #expect(throws: Refusal.self) {
                try await database.withTransaction { connection in
                    _ = try await connection.query("SELECT 1")
                    try await PostgresDeadline.$current.withValue(.now + .seconds(4)) {
                        _ = try await connection.query("SELECT 2")
                    }
                    throw Refusal()
                }
            }
            let setting: String? = try await PostgresDeadline.$current.withValue(.now + .seconds(4)) {
                try await database.query("SELECT current_setting('statement_timeout')").first?.get(0)
            }
            #expect(setting == "5s")
        }
    }

    @Test func theServerEndsAStatementByItself() async throws {
        try await TestPostgres.withSchema { database in
            let error = await #expect(throws: PostgresError.self) {
                try await database.withConnection { connection in
                    _ = try await connection.query("SELECT 1")
                    _ = try await connection.query("SET statement_timeout = 50")
                    _ = try await connection.query("SELECT pg_sleep(60)")
                }
            }
            #expect(error?.sqlState == .queryCanceled)
        }
    }
}
