import Logging
import Postgres
import TestSupport
import Testing

@Suite struct WrongPoolModeTests {
    @Test func aRefusedConnectionSaysWhichSettingIsWrong() async throws {
        try await PooledDatabase.with(configure: { $0.poolMode = .session }) { (database, _) async throws in
            let error = await #expect(throws: PostgresError.self) { try await database.query("SELECT 1") }
            #expect(error?.isRefusedByPooler == true)
            #expect(error?.message.contains("POSTGRES_POOL_MODE=transaction") == true)
        }
    }

    /// PgBouncer is often told to let the settings of a session pass unheeded.
    @Test func whereItIsNotRefusedNobodyGetsAnothersAnswerAndTheLogTellsOnce() async throws {
        let log = LogRecorder()
        try await PooledDatabase.with(
            sessions: 3, ignores: "options", logger: Logger(label: "test") { _ in log }, configure: { $0.poolMode = .session }
        ) {
            (database, _) async throws in
            let (right, refused) = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
                for task in 0..<20 { group.addTask { try await Self.questions(task, database) } }
                return try await group.reduce(into: (0, 0)) { $0 = ($0.0 + $1.0, $0.1 + $1.1) }
            }
            #expect(right + refused == 400)
            #expect(right > 300, "most are prepared again where they are missing")
            #expect(log.lines.withLock(\.self).count { $0.contains("POSTGRES_POOL_MODE=transaction") } == 1)
        }
    }

    private static func questions(_ task: Int, _ database: PostgresDatabase) async throws -> (right: Int, refused: Int) {
        var (right, refused) = (0, 0)
        for round in 0..<20 {
            do throws(PostgresError) {
                // Each shape is a statement of its own, prepared in another order by each connection.
                let shape = "shape\((task + round) % 8)"
                let rows = try await database.query("SELECT \(task * 1000 + round)::int AS \(.identifier(shape)), '\(unescaped: shape)'")
                let (number, echo): (Int?, String?) = (try rows.first?.get(0), try rows.first?.get(1))
                #expect(number == task * 1000 + round)
                #expect(echo == shape)
                right += 1
            } catch {
                #expect(error.isOfAnotherSession && error.message.contains("POSTGRES_POOL_MODE=transaction"))
                refused += 1
            }
        }
        return (right, refused)
    }

    @Test func aPoolerIsRecognised() async throws {
        try await PooledDatabase.with { (database, _) async throws in #expect(try await database.isBehindPooler()) }
        #expect(try await !TestPostgres.admin.isBehindPooler())
    }
}
