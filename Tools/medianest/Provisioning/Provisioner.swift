import Logging
import Postgres

/// What needs an administrator of Postgres, once for each database: the extensions, and a role and a schema for each
/// service. Services make their tables by themselves. It may be repeated, and by several at once.
struct Provisioner: Sendable {
    private static let attempts = 5

    let url: String
    /// By role. A role that is not in it keeps the password it has.
    let passwords: [String: String]

    /// Makes a database if there is none of that name.
    static func makeDatabase(_ name: String, url: String) async throws {
        try await withDatabase(url) { database in
            let isThere = try await database.query("SELECT FROM pg_database WHERE datname = \(name)").first != nil
            guard !isThere else { return }
            do {
                try await database.execute("CREATE DATABASE \(.identifier(name)) ENCODING 'UTF8' TEMPLATE template0")
            } catch let error as PostgresError where [.duplicateDatabase, .uniqueViolation].contains(error.sqlState) {
                // Somebody else made it at the same moment.
                return
            }
        }
    }

    func run() async throws {
        let statements = ProvisioningStatements(passwords: passwords)
        try await Self.withDatabase(url) { database in
            for attempt in 1... {
                do {
                    return try await database.withTransaction { connection in
                        _ = try await connection.query("SELECT pg_advisory_xact_lock(7301)")
                        try await statements.run(on: connection)
                    }
                } catch let error as PostgresError where error.isCollision && attempt < Self.attempts {
                    // Roles belong to the whole cluster, and the lock only to this database.
                    try await Task.sleep(for: .milliseconds(50 * attempt))
                }
            }
        }
    }

    private static func withDatabase(_ url: String, _ body: (PostgresDatabase) async throws -> Void) async throws {
        let configuration = PostgresConfiguration(
            url: url, minimumConnections: 0, maximumConnections: 1, acquireTimeout: .seconds(10), poolMode: .transaction,
            applicationName: "medianest")
        let database = PostgresDatabase(
            configuration: configuration, logger: Logger(label: "medianest") { _ in SwiftLogNoOpLogHandler() })
        do {
            try await body(database)
            await database.close()
        } catch {
            await database.close()
            throw error
        }
    }
}

extension PostgresError {
    /// Two administrators changed the same row of the catalogue.
    fileprivate var isCollision: Bool {
        sqlState == .uniqueViolation || sqlState == SQLState(rawValue: "XX000") || sqlState == SQLState(rawValue: "42710")
    }
}

extension SQLState {
    fileprivate static let duplicateDatabase = SQLState(rawValue: "42P04")
}
