import Postgres
import TestSupport
import Testing

@Suite struct RoleTests {
    @Test func aRoleSeesNothingOfAnotherRolesSchema() async throws {
        let (media, playlists) = (TestPostgres.uniqueName("media"), TestPostgres.uniqueName("playlists"))
        let admin = TestPostgres.admin
        for role in [media, playlists] {
            try await admin.execute("CREATE ROLE \(.identifier(role)) LOGIN PASSWORD 'x'")
            try await admin.execute("CREATE SCHEMA \(.identifier(role)) AUTHORIZATION \(.identifier(role))")
        }
        let databases = [media, playlists].map { (role: String) in
            PostgresDatabase(
                configuration: PostgresConfiguration(url: TestPostgres.adminURL(adding: "user=\(role)&password=x"), searchPath: role),
                logger: TestPostgres.quietLogger)
        }
        for database in databases {
            try await database.execute("CREATE TABLE items (id int)")
            #expect(try await database.execute("INSERT INTO items VALUES (1)") == 1)
        }
        for statement in ["SELECT * FROM", "DELETE FROM", "TRUNCATE"] {
            let error = await #expect(throws: PostgresError.self) {
                try await databases[1].query("\(unescaped: statement) \(.identifier(media)).items")
            }
            #expect(error?.sqlState == .insufficientPrivilege)
        }
        for database in databases { await database.close() }
        for role in [media, playlists] {
            try await admin.execute("DROP SCHEMA \(.identifier(role)) CASCADE")
            try await admin.execute("DROP ROLE \(.identifier(role))")
        }
    }
}
