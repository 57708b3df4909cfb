import Logging
import Postgres
import Resilience

extension PostgresServer {
    /// Whether the administrator can log in and ask something.
    func answers() async -> Bool {
        let configuration = PostgresConfiguration(
            url: adminURL(database: Self.administrator), minimumConnections: 0, maximumConnections: 1,
            acquireTimeout: .milliseconds(500), createTimeout: .milliseconds(500), createRetryInterval: .milliseconds(20),
            applicationName: "medianest")
        let database = PostgresDatabase(
            configuration: configuration, logger: Logger(label: "medianest") { _ in SwiftLogNoOpLogHandler() })
        do {
            _ = try await database.query("SELECT 1")
            await database.close()
            return true
        } catch {
            await database.close()
            return false
        }
    }
}
