import Logging
import Postgres

/// Deletes sessions and failures that nothing asks for any more. Any number of replicas may sweep.
struct ExpirySweeper: Sendable {
    private static let interval: Duration = .seconds(60)

    let database: PostgresDatabase
    let tokens: TokenSettings
    let limits: LoginLimits
    let logger: Logger

    /// Sweeps every minute until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: Self.interval)
                try await sweep()
            } catch is CancellationError {
                return
            } catch {
                logger.warning("expired sessions not swept", metadata: ["error": "\(error)"])
            }
        }
    }

    func sweep() async throws {
        while try await database.execute(SessionStatements.sweep(after: tokens.memory)) == 1000 {}
        _ = try await database.execute(LoginFailureStatements.sweep(limits))
    }
}
