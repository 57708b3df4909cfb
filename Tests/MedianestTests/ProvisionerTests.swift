import Contracts
import Logging
import Postgres
import TestSupport
import Testing

@testable import medianest

/// Roles belong to the whole server, so these run one after the other.
@Suite(.serialized) struct ProvisionerTests {
    private let name = TestPostgres.uniqueName("provisioned")
    private let passwords = Dictionary(uniqueKeysWithValues: ServiceRole.all.map { ($0.name, "pass-\($0.name)") })

    private func provision() async throws -> String {
        try await Provisioner.makeDatabase(name, url: TestPostgres.adminURL)
        let url = try PostgresURL.replacingDatabase(of: TestPostgres.adminURL, with: name)
        try await Provisioner(url: url, passwords: passwords).run()
        return url
    }

    private func withDatabase<T>(_ url: String, _ body: (PostgresDatabase) async throws -> T) async throws -> T {
        let database = PostgresDatabase(
            configuration: PostgresConfiguration(url: url, minimumConnections: 0), logger: TestPostgres.quietLogger)
        let outcome: Result<T, any Error>
        do { outcome = .success(try await body(database)) } catch { outcome = .failure(error) }
        await database.close()
        return try outcome.get()
    }

    private func withProvisionedDatabase(_ body: (PostgresDatabase) async throws -> Void) async throws {
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await withDatabase(try await provision(), body))
        } catch {
            outcome = .failure(error)
        }
        try await TestPostgres.admin.execute("DROP DATABASE IF EXISTS \(.identifier(name)) WITH (FORCE)")
        try outcome.get()
    }

    /// Becomes `role` for the length of a transaction, in which a statement is tried.
    private func state(of statement: SQL, as role: String, on database: PostgresDatabase) async throws -> SQLState? {
        do {
            try await database.withTransaction { connection in
                try await connection.execute("SET LOCAL ROLE \(.identifier(role))")
                _ = try await connection.query(statement)
            }
            return nil
        } catch let error as PostgresError {
            return error.sqlState
        }
    }

    @Test func aRoleBringsWhatAPoolerDoesNotLetItAskFor() async throws {
        try await withProvisionedDatabase { database async throws in
            let settings: [String] = try await database.query(
                "SELECT unnest(setconfig) FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = setrole WHERE rolname = 'media'"
            ).map { try $0.get(0) }
            #expect(
                Set(settings) == ["search_path=media, extensions", "jit=off", "idle_in_transaction_session_timeout=5s"])
        }
    }

    @Test func aRoleSeesItsOwnSchemaOnly() async throws {
        try await withProvisionedDatabase { database async throws in
            try await database.execute("CREATE TABLE media.secrets (id integer)")
            try await database.execute("ALTER TABLE media.secrets OWNER TO media")
            #expect(try await state(of: "SELECT * FROM media.secrets", as: "media", on: database) == nil)
            for other in ["auth", "playlists", "workers"] {
                let state = try await state(of: "SELECT * FROM media.secrets", as: other, on: database)
                #expect(state == .insufficientPrivilege)
            }
        }
    }

    @Test func aRoleMakesTablesInItsOwnSchemaOnly() async throws {
        try await withProvisionedDatabase { database async throws in
            #expect(try await state(of: "CREATE TABLE playlists.mine (id integer)", as: "playlists", on: database) == nil)
            for place in ["public", "media", "extensions"] {
                let statement = SQL(unescaped: "CREATE TABLE \(place).theirs (id integer)")
                #expect(try await state(of: statement, as: "playlists", on: database) == .insufficientPrivilege)
            }
            #expect(try await state(of: "CREATE SCHEMA more", as: "playlists", on: database) == .insufficientPrivilege)
        }
    }

    @Test func extensionsServeEveryRole() async throws {
        try await withProvisionedDatabase { database async throws in
            for role in ServiceRole.all {
                let statement: SQL = "SELECT extensions.unaccent('é'), extensions.similarity('a', 'b')"
                #expect(try await state(of: statement, as: role.name, on: database) == nil)
            }
        }
    }

    @Test func repeatingChangesNothing() async throws {
        try await withProvisionedDatabase { database async throws in
            try await database.execute("CREATE TABLE media.kept (id integer)")
            _ = try await provision()
            #expect(try await database.query("SELECT to_regclass('media.kept')::text").first?.get(0) == "media.kept")
        }
    }

    @Test func severalAtOnceAllSucceed() async throws {
        try await withProvisionedDatabase { _ async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 { group.addTask { _ = try await provision() } }
                try await group.waitForAll()
            }
        }
    }
}
