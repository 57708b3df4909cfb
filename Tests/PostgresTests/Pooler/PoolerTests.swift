import Logging
import TestSupport
import Testing

@testable import Postgres

@Suite struct PoolerTests {
    @Test func everybodyGetsTheirOwnAnswer() async throws {
        try await PooledDatabase.with { (database, _) async throws in
            let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
                for task in 0..<30 {
                    group.addTask { try await Self.questions(task, database) }
                }
                return try await group.reduce(0, +)
            }
            #expect(wrong == 0)
            #expect(database.statistics.created > 2, "there must be more connections than sessions")
        }
    }

    /// Statements of several shapes, alone, gathered and in transactions. Returns how many answers were another's.
    private static func questions(_ task: Int, _ database: PostgresDatabase) async throws -> Int {
        var wrong = 0
        for round in 0..<20 {
            let number = task * 1000 + round
            let alone: Int? = try await database.query("SELECT \(number)::int").first?.get(0)
            let gathered: Int? = try await database.queryGathered("SELECT \(number)::int, \("x")::text", .reads).first?.get(0)
            let inTransaction = try await database.withTransaction { (connection) async throws -> Int? in
                let first: Int? = try await connection.query("SELECT pg_current_xact_id()::text::int").first?.get(0)
                let batch = try await connection.batch(["SELECT \(number)::int", "SELECT pg_current_xact_id()::text::int"])
                guard try first == batch[1].first?.get(0) else { return nil }
                return try batch[0].first?.get(0, as: Int.self)
            }
            wrong += [alone, gathered, inTransaction].filter { $0 != .some(number) }.count
        }
        return wrong
    }

    @Test func takesTheStatementTimeoutFromTheDeadlineAndLeavesNothingBehind() async throws {
        try await PooledDatabase.with(sessions: 1) { (database, _) async throws in
            func setting(_ remaining: Duration?) async throws -> String? {
                try await PostgresDeadline.$current.withValue(remaining.map { .now + $0 }) {
                    try await database.query("SELECT current_setting('statement_timeout')").first?.get(0)
                }
            }
            #expect(try await setting(.milliseconds(4900)) == "5s")
            #expect(try await setting(nil) == "0")
            await #expect(throws: PostgresError.self) {
                try await PostgresDeadline.$current.withValue(.now + .seconds(9)) { try await database.query("SELECT 1 / 0") }
            }
            #expect(try await setting(nil) == "0")
            let inside = try await PostgresDeadline.$current.withValue(.now + .seconds(20)) {
                try await database.withTransaction { connection in
                    try await connection.script("SELECT 1; SELECT 2")
                    let first: String? = try await connection.query("SELECT current_setting('statement_timeout')").first?.get(0)
                    let second = try await connection.batch(["SELECT 1", "SELECT current_setting('statement_timeout')"])[1]
                    return [first, try second.first?.get(0)]
                }
            }
            #expect(inside == ["30s", "30s"])
            try await PostgresDeadline.$current.withValue(.now + .seconds(9)) {
                try await database.withConnection { try await $0.script("SELECT 1; SELECT 2") }
            }
            #expect(try await setting(nil) == "0")
            #expect(try await database.query("SELECT name FROM pg_prepared_statements").isEmpty)
        }
    }

    @Test func cancellingStopsTheStatementOnTheServer() async throws {
        try await PooledDatabase.with { (database, _) async throws in
            let task = Task { try await database.query("SELECT pg_sleep(60), 'cancelled'") }
            try await eventually { try await PooledDatabase.running("'cancelled'", database) == 1 }
            task.cancel()
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            try await eventually { try await PooledDatabase.running("'cancelled'", database) == 0 }
        }
    }

    @Test func aCancellationHitsNobodyElse() async throws {
        try await PooledDatabase.with(sessions: 3) { (database, _) async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        for number in 0..<60 {
                            let found: Int? = try await database.query("SELECT \(number)::int").first?.get(0)
                            #expect(found == number)
                        }
                    }
                }
                for round in 0..<30 {
                    let task = Task { try await database.query("SELECT pg_sleep(0.01)") }
                    try await Task.sleep(for: .milliseconds(round % 15))
                    task.cancel()
                    _ = await task.result
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func whoWaitsForASessionMayGiveUp() async throws {
        try await PooledDatabase.with(sessions: 1) { (database, _) async throws in
            let (came, come) = AsyncStream.makeStream(of: Void.self)
            let (gone, go) = AsyncStream.makeStream(of: Void.self)
            let holder = Task {
                try await database.withTransaction { connection in
                    _ = try await connection.query("SELECT 1")
                    come.finish()
                    for await _ in gone {}
                    return try await connection.query("SELECT 7").first?.get(0, as: Int.self)
                }
            }
            for await _ in came {}
            let error = await #expect(throws: PostgresError.self) {
                try await PostgresDeadline.$current.withValue(.now + .milliseconds(100)) { try await database.query("SELECT 2") }
            }
            #expect(error?.code == .deadlineExceeded)
            go.finish()
            #expect(try await holder.value == 7)
            #expect(try await database.query("SELECT 3").first?.get(0) == 3)
        }
    }

    @Test func copiesAndMigrates() async throws {
        try await PooledDatabase.with { (database, _) async throws in
            let schema = TestPostgres.uniqueName()
            let migrator = Migrator(
                migrations: [Migration(number: 1, name: "t", sql: "CREATE TABLE t (a int); CREATE INDEX ON t (a)")],
                logger: TestPostgres.quietLogger)
            let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await migrator.run(on: database, schema: schema).count } }
                return try await group.reduce(0, +)
            }
            #expect(applied == 1)
            let rows = AsyncStream<[UInt8]> { lines in
                for number in 0..<1000 { lines.yield(Array("\(number)\n".utf8)) }
                lines.finish()
            }
            #expect(try await database.copyIn("COPY \(schema).t (a) FROM STDIN", from: rows) == 1000)
            #expect(try await database.query("SELECT sum(a) FROM \(.identifier(schema)).t").first?.get(0) == 499_500)
        }
    }

    @Test func goesOnAfterThePoolerWasStartedAgain() async throws {
        try await PooledDatabase.with { (database, pooler) async throws in
            let task = Task { try await database.query("SELECT pg_sleep(60), 'interrupted'") }
            try await eventually { try await PooledDatabase.running("'interrupted'", database) == 1 }
            pooler.stop()
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.code == .connectionLost)
            try pooler.start()
            try await eventually(.seconds(5)) { (try? await database.query("SELECT 1").count) == 1 }
        }
    }
}
