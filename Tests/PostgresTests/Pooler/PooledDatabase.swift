import Logging
import Postgres
import TestSupport

/// Lends databases behind a PgBouncer in transaction mode that has fewer sessions than they have connections.
enum PooledDatabase {
    static let server: PrivatePostgresServer = {
        do {
            return try PrivatePostgresServer()
        } catch {
            fatalError("the tests need postgres: \(error)")
        }
    }()

    static func with<T>(
        sessions: Int = 2, ignores: String = "", logger: Logger = TestPostgres.quietLogger,
        configure: (inout PostgresConfiguration) -> Void = { _ in },
        _ body: nonisolated(nonsending) (PostgresDatabase, PrivatePooler) async throws -> T
    ) async throws -> T {
        let pooler = try PrivatePooler(before: server, sessions: sessions, ignores: ignores)
        var configuration = PostgresConfiguration(url: pooler.url, maximumConnections: 10, poolMode: .transaction)
        configure(&configuration)
        let database = PostgresDatabase(configuration: configuration, logger: logger)
        let outcome: Result<T, any Error>
        do { outcome = .success(try await body(database, pooler)) } catch { outcome = .failure(error) }
        await database.close()
        pooler.stop()
        return try outcome.get()
    }

    /// Statements that run on the server, other than whoever asks.
    static func running(_ part: String, _ database: PostgresDatabase) async throws -> Int {
        try await database.query(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE state <> 'idle' AND pid <> pg_backend_pid() AND query LIKE \("%" + part + "%")
            """
        ).first?.get(0) ?? 0
    }
}
