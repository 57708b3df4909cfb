import Postgres
import TestSupport
import Testing

@Suite struct TransactionTests {
    private struct Refusal: Error {}

    private func withCounter(_ body: nonisolated(nonsending) (PostgresDatabase) async throws -> Void) async throws {
        try await TestPostgres.withSchema { database in
            try await database.execute("CREATE TABLE counter (id int PRIMARY KEY, value int)")
            try await database.execute("INSERT INTO counter VALUES (1, 0), (2, 0)")
            try await body(database)
        }
    }

    private func value(_ database: PostgresDatabase, _ id: Int = 1) async throws -> Int? {
        try await database.query("SELECT value FROM counter WHERE id = \(id)").first?.get(0)
    }

    @Test func commitsWhenTheBodyReturns() async throws {
        try await withCounter { database in
            let answer = try await database.withTransaction { connection in
                try await connection.execute("UPDATE counter SET value = 5 WHERE id = 1")
                #expect(try await value(database) == 0)
                return "done"
            }
            #expect(answer == "done")
            #expect(try await value(database) == 5)
        }
    }

    /// Between its last statement and the commit: nobody may take that for done.
    @Test func failsWhenTheConnectionBreaksBeforeTheCommit() async throws {
        let name = TestPostgres.uniqueName("app")
        try await TestPostgres.withSchema(configure: { $0.applicationName = name }) { database in
            try await database.execute("CREATE TABLE t (a int)")
            let error = await #expect(throws: PostgresError.self) {
                try await database.withTransaction { connection in
                    try await connection.execute("INSERT INTO t VALUES (1)")
                    try await TestPostgres.admin.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = \(name)")
                    while database.statistics.closed == 0 { try await Task.sleep(for: .milliseconds(1)) }
                }
            }
            #expect(error?.code == .connectionLost)
            #expect(try await database.query("SELECT FROM t").isEmpty)
        }
    }

    @Test func aTransactionWithoutStatementsNeedsNoCommit() async throws {
        try await TestPostgres.withSchema { database in
            try await database.withTransaction { _ in }
            #expect(try await database.query("SELECT 1").count == 1)
        }
    }

    @Test func rollsBackWhenTheBodyThrows() async throws {
        try await withCounter { (database) async throws in
            await #expect(throws: Refusal.self) {
                try await database.withTransaction { connection in
                    try await connection.execute("UPDATE counter SET value = 5")
                    throw Refusal()
                }
            }
            #expect(try await value(database) == 0)
        }
    }

    @Test func tellsWhenAFailureInsideWasSwallowed() async throws {
        try await withCounter { (database) async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await database.withTransaction { connection in
                    try await connection.execute("UPDATE counter SET value = 5")
                    _ = try? await connection.query("SELECT 1 / 0")
                }
            }
            #expect(error?.code == .transactionAborted)
            #expect(try await value(database) == 0)
        }
    }

    @Test func refusesStatementsAfterAFailureInside() async throws {
        try await withCounter { database in
            let error = await #expect(throws: PostgresError.self) {
                try await database.withTransaction { connection in
                    _ = try? await connection.query("SELECT 1 / 0")
                    _ = try await connection.query("SELECT 1")
                }
            }
            #expect(error?.sqlState == .inFailedTransaction)
        }
    }

    @Test func retriesTransactionsThatReallyCollide() async throws {
        try await withCounter { database in
            let attempts = Log<Int>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        try await database.withTransaction(isolation: .serializable, retries: 20) { connection in
                            let before: Int? = try await connection.query("SELECT sum(value) FROM counter").first?.get(0)
                            attempts.append(1)
                            // Neither writes before both have read.
                            while attempts.entries.count < 2 { await Task.yield() }
                            try await connection.execute("UPDATE counter SET value = \((before ?? 0) + 1) WHERE id = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await value(database) == 2)
            #expect(attempts.entries.count > 2)
        }
    }

    @Test func givesUpAfterTheLastRetry() async throws {
        try await withCounter { database in
            let attempts = Log<Int>()
            let error = await #expect(throws: PostgresError.self) {
                try await database.withTransaction(retries: 2) { connection in
                    attempts.append(1)
                    try await connection.script("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                }
            }
            #expect(error?.sqlState == .serializationFailure)
            #expect(attempts.entries.count == 3)
        }
    }

    @Test func runsABatchInsideATransaction() async throws {
        try await withCounter { (database) async throws in
            await #expect(throws: Refusal.self) {
                try await database.withTransaction { connection in
                    let rows = try await connection.batch([
                        "UPDATE counter SET value = 1 WHERE id = 1", "UPDATE counter SET value = 2 WHERE id = 2",
                    ])
                    #expect(rows.map(\.affected) == [1, 1])
                    throw Refusal()
                }
            }
            #expect(try await value(database) == 0)
        }
    }

    @Test func aTransactionLeftOpenIsRolledBack() async throws {
        try await TestPostgres.withSchema(configure: { $0.maximumConnections = 1 }) { database in
            try await database.execute("CREATE TABLE t (a int)")
            try await database.withConnection { connection in
                _ = try await connection.execute("BEGIN")
                try await connection.execute("INSERT INTO t VALUES (1)")
            }
            #expect(try await database.query("SELECT * FROM t").isEmpty)
            #expect(database.statistics.created == 1)
        }
    }

    @Test func aConnectionIsRefusedAfterItsScope() async throws {
        try await TestPostgres.withSchema { database in
            let escaped = try await database.withConnection { $0 }
            let error = await #expect(throws: PostgresError.self) { try await escaped.query("SELECT 1") }
            #expect(error?.code == .misuse)
        }
    }

    @Test func aConnectionServesSeveralTasksInTurn() async throws {
        try await TestPostgres.withSchema { database in
            try await database.withConnection { connection in
                let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 1...50 {
                        group.addTask { try await connection.query("SELECT \(number)::int").first?.get(0) ?? 0 }
                    }
                    return try await group.reduce(0, +)
                }
                #expect(sum == 1275)
            }
        }
    }
}

@Suite struct BatchTests {
    @Test func answersInOrder() async throws {
        let rows = try await TestPostgres.admin.batch(["SELECT \(1)::int", "SELECT \(2)::int", "SELECT \(1)::int"])
        #expect(try rows.map { try $0.first?.get(0, as: Int.self) } == [1, 2, 1])
        #expect(try await TestPostgres.admin.batch([]).isEmpty)
    }

    @Test func takesEffectAsAWholeOrNotAtAll() async throws {
        try await TestPostgres.withSchema { database in
            try await database.execute("CREATE TABLE t (a int PRIMARY KEY)")
            let error = await #expect(throws: PostgresError.self) {
                try await database.batch([
                    "INSERT INTO t VALUES (\(1))", "INSERT INTO t VALUES (\(2))", "INSERT INTO t VALUES (\(1))",
                    "INSERT INTO t VALUES (\(3))",
                ])
            }
            #expect(error?.sqlState == .uniqueViolation)
            #expect(try await database.query("SELECT * FROM t").isEmpty)
            let rows = try await database.batch((1...500).map { "INSERT INTO t VALUES (\($0))" })
            #expect(rows.count == 500)
            #expect(try await database.query("SELECT * FROM t").count == 500)
        }
    }

    @Test func preparesAgainWhatAFailureKeptFromBeingPrepared() async throws {
        try await TestPostgres.withSchema(configure: { $0.maximumConnections = 1 }) { database in
            await #expect(throws: PostgresError.self) { try await database.batch(["SELECT 1 / 0", "SELECT 41 + 1 AS later"]) }
            let answer: Int? = try await database.query("SELECT 41 + 1 AS later").first?.get(0)
            #expect(answer == 42)
        }
    }

    @Test func movesMoreThanTheSocketBuffersHold() async throws {
        let text = String(repeating: "x", count: 200_000)
        let rows = try await TestPostgres.admin.batch((0..<100).map { _ in "SELECT \(text)::text" })
        #expect(try rows.allSatisfy { try $0.first?.get(0) == text })
    }
}
