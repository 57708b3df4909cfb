import TestSupport
import Testing

@testable import Postgres

@Suite struct GatheredQueryTests {
    @Test(arguments: [GatheredKind.reads, .writes])
    func everyCallerGetsItsOwnAnswer(kind: GatheredKind) async throws {
        try await TestPostgres.withSchema { database in
            try await withThrowingTaskGroup { group in
                for number in 0..<500 {
                    group.addTask { (number, try await database.queryGathered("SELECT \(number)::int", kind).first?.get(0, as: Int.self)) }
                }
                for try await (asked, answered) in group { #expect(asked == answered) }
            }
        }
    }

    @Test func manyCallersNeedFewTransactions() async throws {
        try await TestPostgres.withSchema { database in
            try await database.execute("CREATE TABLE t (a int, made_in xid8 DEFAULT pg_current_xact_id())")
            try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask { _ = try await database.queryGathered("INSERT INTO t (a) VALUES (\(number))", .writes) }
                }
                try await group.waitForAll()
            }
            let row = try await database.query("SELECT count(DISTINCT a), count(DISTINCT made_in) FROM t").first
            #expect(try row?.get(0, as: Int.self) == 200)
            #expect(try row?.get(1, as: Int.self) ?? 200 < 100)
        }
    }

    @Test func aStatementThatFailsFailsAlone() async throws {
        try await TestPostgres.withSchema { database in
            try await database.execute("CREATE TABLE t (a int PRIMARY KEY)")
            try await withThrowingTaskGroup { group in
                for number in 0..<100 {
                    group.addTask {
                        // Ten different ones, ten times each.
                        do {
                            _ = try await database.queryGathered("INSERT INTO t VALUES (\(number % 10))", .writes)
                            return true
                        } catch {
                            #expect((error as? PostgresError)?.sqlState == .uniqueViolation)
                            return false
                        }
                    }
                }
                var made = 0
                for try await isMade in group where isMade { made += 1 }
                #expect(made == 10)
            }
            #expect(try await database.query("SELECT count(*) FROM t").first?.get(0, as: Int.self) == 10)
        }
    }

    @Test func whoeverGivesUpWhileWaitingIsToldAtOnceAndHoldsNobodyUp() async throws {
        try await TestPostgres.withSchema { database in
            // Both lanes of reads are taken.
            let slow = (0..<2).map { _ in Task { try await database.queryGathered("SELECT pg_sleep(30)", .reads) } }
            try await eventually { database.statistics.busy == 2 }
            let waiting = Task { try await database.queryGathered("SELECT 1", .reads) }
            try await eventually { database.gatheredReads.waitingCount == 1 }
            waiting.cancel()
            await #expect(throws: PostgresError.self) { try await waiting.value }
            for task in slow {
                task.cancel()
                _ = await task.result
            }
            #expect(try await database.queryGathered("SELECT 2", .reads).first?.get(0, as: Int.self) == 2)
        }
    }

    @Test func aLeaderThatGivesUpLeavesTheOthersTheirAnswers() async throws {
        try await TestPostgres.withSchema { database in
            let first = Task { try await database.queryGathered("SELECT pg_sleep(0.2)", .writes) }
            try await eventually { database.statistics.busy == 1 }
            let leader = Task { try await database.queryGathered("SELECT pg_sleep(30)", .writes) }
            try await eventually { database.gatheredWrites.waitingCount == 1 }
            let followers = (0..<5).map { number in
                Task { try await database.queryGathered("SELECT \(number)::int", .writes).first?.get(0, as: Int.self) }
            }
            try await eventually { database.gatheredWrites.waitingCount == 6 }
            _ = try await first.value
            leader.cancel()
            for (number, follower) in followers.enumerated() { #expect(try await follower.value == number) }
        }
    }
}
