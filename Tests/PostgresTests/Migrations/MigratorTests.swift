import Postgres
import TestSupport
import Testing

@Suite struct MigratorTests {
    private let migrations = [
        Migration(number: 1, name: "create", sql: "CREATE TABLE a (id int); CREATE TABLE b (id int); INSERT INTO a VALUES (1)"),
        Migration(number: 2, name: "fill", sql: "INSERT INTO a SELECT id + 1 FROM a;"),
        Migration(number: 3, name: "function", sql: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$"),
    ]

    private func migrator(_ migrations: [Migration]) -> Migrator {
        Migrator(migrations: migrations, logger: TestPostgres.quietLogger)
    }

    private func withDatabase(_ body: nonisolated(nonsending) (PostgresDatabase, String) async throws -> Void) async throws {
        let schema = TestPostgres.uniqueName("migrated")
        try await TestPostgres.withSchema { database in
            try await body(database, schema)
            try await database.execute("DROP SCHEMA IF EXISTS \(.identifier(schema)) CASCADE")
        }
    }

    @Test func appliesInOrderAndOnlyOnce() async throws {
        try await withDatabase { database, schema in
            #expect(try await migrator(migrations.reversed()).run(on: database, schema: schema) == [1, 2, 3])
            #expect(try await migrator(migrations).run(on: database, schema: schema) == [])
            let count: Int? = try await database.query("SELECT count(*) FROM \(.identifier(schema)).a").first?.get(0)
            #expect(count == 2)
        }
    }

    @Test func letsAnyNumberOfReplicasRunAtOnce() async throws {
        try await withDatabase { database, schema in
            let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<8 { group.addTask { try await migrator(migrations).run(on: database, schema: schema) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.sorted() == [1, 2, 3])
        }
    }

    @Test func refusesAnEditedFile() async throws {
        try await withDatabase { database, schema in
            try await migrator(migrations).run(on: database, schema: schema)
            let edited = [Migration(number: 1, name: "create", sql: "CREATE TABLE c (id int)")] + migrations.dropFirst()
            let error = await #expect(throws: PostgresError.self) { try await migrator(edited).run(on: database, schema: schema) }
            #expect(error?.code == .migration)
        }
    }

    @Test func aFailingMigrationLeavesNothingBehind() async throws {
        try await withDatabase { (database, schema) async throws in
            let broken = migrations + [Migration(number: 4, name: "broken", sql: "CREATE TABLE c (id int); SELECT 1 / 0;")]
            let error = await #expect(throws: PostgresError.self) { try await migrator(broken).run(on: database, schema: schema) }
            #expect(error?.sqlState == .divisionByZero)
            let mended = migrations + [Migration(number: 4, name: "mended", sql: "CREATE TABLE c (id int)")]
            #expect(try await migrator(mended).run(on: database, schema: schema) == [4])
        }
    }

    @Test func aServicesRoleMigratesItsOwnSchema() async throws {
        let role = TestPostgres.uniqueName("service")
        try await TestPostgres.admin.execute("CREATE ROLE \(.identifier(role)) LOGIN")
        try await TestPostgres.admin.execute("CREATE SCHEMA \(.identifier(role)) AUTHORIZATION \(.identifier(role))")
        let database = PostgresDatabase(
            configuration: PostgresConfiguration(url: TestPostgres.adminURL(adding: "user=\(role)"), searchPath: role),
            logger: TestPostgres.quietLogger)
        #expect(try await migrator(migrations).run(on: database, schema: role) == [1, 2, 3])
        await database.close()
        try await TestPostgres.admin.execute("DROP SCHEMA \(.identifier(role)) CASCADE")
        try await TestPostgres.admin.execute("DROP ROLE \(.identifier(role))")
    }
}
