import Testing

@testable import Postgres

@Suite struct MigrationHistoryTests {
    private let first = Migration(number: 1, name: "create", sql: "CREATE TABLE a ()")
    private let second = Migration(number: 2, name: "add", sql: "CREATE TABLE b ()")
    private let third = Migration(number: 3, name: "drop", sql: "DROP TABLE a")

    private func applied(_ migrations: Migration...) -> [MigrationHistory.Applied] {
        migrations.map { .init(number: $0.number, name: $0.name, checksum: $0.checksum) }
    }

    @Test func listsWhatIsPendingInOrder() throws {
        let history = try MigrationHistory([third, first, second])
        #expect(try history.pending(after: applied(first)).map(\.number) == [2, 3])
    }

    @Test func refusesAnEditedFile() throws {
        let edited = Migration(number: 1, name: "create", sql: "CREATE TABLE a (id int)")
        let history = try MigrationHistory([edited, second])
        let error = #expect(throws: PostgresError.self) { try history.pending(after: applied(first)) }
        #expect(error?.code == .migration)
        #expect(error?.message.contains("edited") == true)
    }

    @Test func refusesWhenAnAppliedFileIsMissing() throws {
        let history = try MigrationHistory([first, third])
        let error = #expect(throws: PostgresError.self) { try history.pending(after: applied(first, second)) }
        #expect(error?.message.contains("missing") == true)
    }

    @Test func refusesAFileThatComesTooLate() throws {
        let history = try MigrationHistory([first, second, third])
        let error = #expect(throws: PostgresError.self) { try history.pending(after: applied(first, third)) }
        #expect(error?.message.contains("too late") == true)
    }

    @Test func toleratesWhatANewerReplicaHasApplied() throws {
        let history = try MigrationHistory([first])
        #expect(try history.pending(after: applied(first, second)).isEmpty)
        #expect(history.newer(in: applied(first, second)) == [second.number] && history.newer(in: applied(first)).isEmpty)
    }

    @Test func refusesANumberUsedTwice() {
        #expect(throws: PostgresError.self) { try MigrationHistory([first, Migration(number: 1, name: "x", sql: "")]) }
    }

    @Test func readsNumberAndNameFromTheFile() throws {
        let migration = try Migration(file: "0012_add_search.sql", contents: Array("SELECT 1".utf8))
        #expect(migration.number == 12)
        #expect(migration.name == "add_search")
        #expect(migration.sql == "SELECT 1")
        #expect(throws: PostgresError.self) { try Migration(file: "create.sql", contents: []) }
    }
}
