import Foundation
package import Logging
package import Postgres

/// The Postgres that tests of this process share: the one in `MEDIANEST_TEST_POSTGRES_URL`, or else a private server
/// that starts at the first use and ends with the process. Tests run beside each other on it, each in its own schema.
package enum TestPostgres {
    /// Connects as a superuser.
    package static let adminURL = ProcessInfo.processInfo.environment["MEDIANEST_TEST_POSTGRES_URL"] ?? server.url

    /// The same with more parameters, which win over those that it has.
    package static func adminURL(adding parameters: String) -> String {
        adminURL + (adminURL.contains("?") ? "&" : "?") + parameters
    }

    /// For what belongs to the whole cluster, such as roles. Their names have to be unique.
    package static let admin = PostgresDatabase(
        configuration: PostgresConfiguration(url: adminURL, applicationName: "tests-admin"), logger: quietLogger)

    /// Says nothing: many tests provoke what would be logged.
    package static let quietLogger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static let server: PrivatePostgresServer = {
        do {
            return try PrivatePostgresServer()
        } catch {
            fatalError("the tests need postgres: \(error)")
        }
    }()

    /// A name that no other test uses, fit for schemas and roles without quotes.
    package static func uniqueName(_ subject: String = "test") -> String {
        "\(subject)_\(UUID().uuidString.replacing("-", with: "").lowercased())"
    }

    /// Lends a database whose names resolve in a fresh schema, which is dropped afterwards with all that is in it.
    package static func withSchema<T>(
        configure: (inout PostgresConfiguration) -> Void = { _ in },
        logger: Logger = quietLogger,
        _ body: nonisolated(nonsending) (PostgresDatabase) async throws -> T
    ) async throws -> T {
        let schema = uniqueName()
        try await provisionExtensions()
        try await admin.execute("CREATE SCHEMA \(.identifier(schema))")
        var configuration = PostgresConfiguration(url: adminURL, searchPath: "\(schema), extensions", applicationName: schema)
        configure(&configuration)
        let database = PostgresDatabase(configuration: configuration, logger: logger)
        let outcome: Result<T, any Error>
        do { outcome = .success(try await body(database)) } catch { outcome = .failure(error) }
        await database.close()
        try await admin.execute("DROP SCHEMA \(.identifier(schema)) CASCADE")
        return try outcome.get()
    }

    /// What an operator's provisioning installs too: search by word parts and without accents.
    private static func provisionExtensions() async throws {
        try await admin.withTransaction { connection in
            // Two `IF NOT EXISTS` at the same instant collide.
            try await connection.execute("SELECT pg_advisory_xact_lock(7301)")
            try await connection.execute("CREATE SCHEMA IF NOT EXISTS extensions")
            for name in ["pg_trgm", "unaccent"] {
                try await connection.execute("CREATE EXTENSION IF NOT EXISTS \(.identifier(name)) SCHEMA extensions")
            }
        }
    }
}
