import Postgres
import TestSupport
import Testing

@Suite struct PoolTests {
    @Test func neverExceedsTheMaximum() async throws {
        let name = TestPostgres.uniqueName("app")
        try await TestPostgres.withSchema(configure: {
            $0.maximumConnections = 3; $0.applicationName = name
        }) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 { group.addTask { _ = try await database.query("SELECT pg_sleep(0.005)") } }
                try await group.waitForAll()
            }
            let open: Int? = try await TestPostgres.admin.query(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = \(name)"
            ).first?.get(0)
            #expect(open == 3)
            #expect(database.statistics.created == 3)
            #expect(database.statistics.idle == 3)
            #expect(database.statistics.busy == 0)
        }
    }

    @Test func servesCallersInTheOrderOfArrival() async throws {
        try await TestPostgres.withSchema(configure: { $0.maximumConnections = 1 }) { database in
            let order = Log<Int>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await database.withConnection { _ in
                    for number in 0..<10 {
                        group.addTask { try await database.withConnection { _ in order.append(number) } }
                        while database.statistics.waiting <= number { await Task.yield() }
                    }
                }
                try await group.waitForAll()
            }
            #expect(order.entries == Array(0..<10))
        }
    }

    @Test func tellsHowLongEachWaited() async throws {
        let waits = Log<Duration>()
        let configuration = PostgresConfiguration(url: TestPostgres.adminURL, minimumConnections: 0, maximumConnections: 1)
        let database = PostgresDatabase(configuration: configuration, logger: TestPostgres.quietLogger) { waits.append($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await database.withConnection { _ in
                group.addTask { try await database.withConnection { _ in } }
                while database.statistics.waiting == 0 { await Task.yield() }
                try await Task.sleep(for: .milliseconds(30))
            }
            try await group.waitForAll()
        }
        await database.close()
        #expect(waits.entries.count == 2)
        #expect(waits.entries.last ?? .zero >= .milliseconds(30))
    }

    @Test func timesOutWhenNoConnectionBecomesFree() async throws {
        try await TestPostgres.withSchema(configure: {
            $0.maximumConnections = 1; $0.acquireTimeout = .seconds(2)
        }) { database in
            try await database.withConnection { _ in
                let error = await #expect(throws: PostgresError.self) { try await database.query("SELECT 1") }
                #expect(error?.code == .acquireTimedOut)
            }
            #expect(database.statistics.timeouts == 1)
            #expect(database.statistics.waiting == 0)
            #expect(try await database.query("SELECT 1").count == 1)
        }
    }

    @Test func aDeadlineEndsTheWaitForAConnection() async throws {
        try await TestPostgres.withSchema(configure: { $0.maximumConnections = 1 }) { database in
            try await database.withConnection { _ in
                let error = await #expect(throws: PostgresError.self) {
                    try await PostgresDeadline.$current.withValue(.now + .milliseconds(50)) { try await database.query("SELECT 1") }
                }
                #expect(error?.code == .deadlineExceeded)
            }
        }
    }

    @Test func aCancelledCallerLeavesTheQueue() async throws {
        try await TestPostgres.withSchema(configure: { $0.maximumConnections = 1 }) { database in
            try await database.withConnection { _ in
                let task = Task { try await database.query("SELECT 1") }
                while database.statistics.waiting == 0 { await Task.yield() }
                task.cancel()
                let error = await #expect(throws: PostgresError.self) { try await task.value }
                #expect(error?.code == .cancelled)
                #expect(database.statistics.waiting == 0)
            }
        }
    }

    @Test func reapsIdleConnections() async throws {
        try await TestPostgres.withSchema(configure: {
            $0.idleTimeout = .milliseconds(50)
            $0.reapInterval = .milliseconds(20)
        }) { database in
            _ = try await database.query("SELECT 1")
            while database.statistics.idle > 0 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(database.statistics.closed == 1)
            #expect(try await database.query("SELECT 1").count == 1)
        }
    }

    @Test func keepsTheMinimumWhileItRuns() async throws {
        try await TestPostgres.withSchema(configure: {
            $0.idleTimeout = .milliseconds(20)
            $0.reapInterval = .milliseconds(10)
        }) { database in
            let run = Task { await database.run() }
            while database.statistics.idle < 2 { try await Task.sleep(for: .milliseconds(5)) }
            try await Task.sleep(for: .milliseconds(60))
            #expect(database.statistics.idle == 2)
            run.cancel()
            await run.value
            while database.statistics.idle > 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test func survivesTheEndOfAnIdleConnection() async throws {
        let name = TestPostgres.uniqueName("app")
        try await TestPostgres.withSchema(configure: { $0.applicationName = name }) { database in
            _ = try await database.query("SELECT 1")
            try await TestPostgres.admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = \(name)")
            while database.statistics.idle > 0 { try await Task.sleep(for: .milliseconds(1)) }
            #expect(try await database.query("SELECT 1").count == 1)
            #expect(database.statistics.created == 2)
        }
    }

    @Test func aStatementWhoseConnectionBreaksFailsAndIsNotRepeated() async throws {
        try await TestPostgres.withSchema { database in
            try await database.execute("CREATE TABLE t (a int)")
            let error = await #expect(throws: PostgresError.self) {
                try await database.query("WITH gone AS (SELECT pg_terminate_backend(pg_backend_pid())) SELECT *, pg_sleep(5) FROM gone")
            }
            #expect(error?.code == .connectionLost)
            #expect(try await database.query("SELECT * FROM t").isEmpty)
        }
    }

    @Test func validatesAConnectionThatLayIdle() async throws {
        try await TestPostgres.withSchema(configure: { $0.validationInterval = .zero }) { (database) async throws in
            for _ in 0..<5 { #expect(try await database.query("SELECT 1").count == 1) }
            #expect(database.statistics.created == 1)
        }
    }

    @Test func closingWaitsForWhatRunsAndRefusesTheRest() async throws {
        try await TestPostgres.withSchema { (database) async throws in
            let task = Task { try await database.query("SELECT pg_sleep(0.1)") }
            while database.statistics.created == 0 { await Task.yield() }
            await database.close()
            #expect(try await task.value.count == 1)
            let error = await #expect(throws: PostgresError.self) { try await database.query("SELECT 1") }
            #expect(error?.code == .closed)
            #expect(database.statistics.busy == 0 && database.statistics.idle == 0)
        }
    }

    @Test func recoversSoonAfterTheServerReturns() async throws {
        let server = try PrivatePostgresServer()
        let configuration = PostgresConfiguration(url: server.url, acquireTimeout: .seconds(2))
        let database = PostgresDatabase(configuration: configuration, logger: TestPostgres.quietLogger)
        _ = try await database.query("SELECT 1")
        server.stop()
        await #expect(throws: PostgresError.self) { try await database.query("SELECT 1") }
        let error = await #expect(throws: PostgresError.self) { try await database.query("SELECT 1") }
        #expect(error?.code == .acquireTimedOut)
        try server.start()
        let start = ContinuousClock.now
        while (try? await database.query("SELECT 1")) == nil {}
        // Two attempts to connect; the rest is for a machine that is busy with other tests.
        #expect(.now - start < .seconds(10))
        await database.close()
    }
}
