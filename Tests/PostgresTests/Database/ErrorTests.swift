import TestSupport
import Testing

@testable import Postgres

@Suite struct ErrorTests {
    @Test func namesTheStateAndTheConstraint() async throws {
        try await TestPostgres.withSchema { database in
            try await database.execute(
                "CREATE TABLE parents (id int PRIMARY KEY, age int CONSTRAINT adult CHECK (age > 17), n int NOT NULL)")
            try await database.execute("CREATE TABLE children (parent int REFERENCES parents)")
            try await database.execute("INSERT INTO parents VALUES (1, 20, 0)")
            let cases: [(SQL, SQLState, String?)] = [
                ("INSERT INTO parents VALUES (1, 20, 0)", .uniqueViolation, "parents_pkey"),
                ("INSERT INTO parents VALUES (2, 3, 0)", .checkViolation, "adult"),
                ("INSERT INTO parents VALUES (2, 30, NULL)", .notNullViolation, nil),
                ("INSERT INTO children VALUES (9)", .foreignKeyViolation, "children_parent_fkey"),
                ("SELECT * FROM nothing", .undefinedTable, nil),
                ("SELECT nothing FROM parents", .undefinedColumn, nil),
                ("SELEC 1", .syntaxError, nil),
                ("SELECT 1 / \(0)", .divisionByZero, nil),
            ]
            for (sql, state, constraint) in cases {
                let error = await #expect(throws: PostgresError.self) { try await database.query(sql) }
                #expect(error?.code == .server)
                #expect(error?.sqlState == state)
                #expect(error?.constraint == constraint)
            }
        }
    }

    @Test func describesNoParameter() async throws {
        try await TestPostgres.withSchema { database in
            try await database.execute("CREATE TABLE users (email text UNIQUE, id uuid, age int CHECK (age > 0))")
            try await database.execute("INSERT INTO users (email) VALUES (\("secret@x.org"))")
            let statements: [SQL] = [
                "INSERT INTO users (email) VALUES (\("secret@x.org"))",
                "SELECT \("secret \"quoted\" secret")::uuid",
                "SELECT \("secret")::timestamptz",
                "SELECT \("{secret")::jsonb",
                "INSERT INTO users (email, age) VALUES (\("secret"), \(-1))",
                "SELECT \("secret")::int",
            ]
            for sql in statements {
                let error = await #expect(throws: PostgresError.self) { try await database.query(sql) }
                #expect(error?.description.contains("secret") == false, "\(error?.description ?? "")")
            }
        }
    }

    @Test func aConnectionIsUsableAfterAnError() async throws {
        try await TestPostgres.withSchema(configure: { $0.maximumConnections = 1 }) { (database) async throws in
            for _ in 0..<5 {
                await #expect(throws: PostgresError.self) { try await database.query("SELECT 1 / 0") }
                #expect(try await database.query("SELECT 1").count == 1)
            }
            #expect(database.statistics.created == 1)
        }
    }

    @Test func refusesCopyThroughQuery() async throws {
        try await TestPostgres.withSchema { database in
            try await database.execute("CREATE TABLE t (a int)")
            await #expect(throws: PostgresError.self) { try await database.query("COPY t FROM STDIN") }
            await #expect(throws: PostgresError.self) { try await database.query("COPY t TO STDOUT") }
            #expect(try await database.query("SELECT * FROM t").isEmpty)
        }
    }

    @Test func failsAtOnceWhenTheLoginIsHopeless() async throws {
        let url = TestPostgres.adminURL + "&dbname=nowhere"
        let database = PostgresDatabase(configuration: PostgresConfiguration(url: url), logger: TestPostgres.quietLogger)
        let error = await #expect(throws: PostgresError.self) { try await database.query("SELECT 1") }
        #expect(error?.code == .connectFailed)
        #expect(error?.sqlState?.rawValue == "3D000")
        await database.close()
    }
}
