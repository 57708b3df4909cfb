import FoundationEssentials
import Outbox
import Postgres
import Runtime
import ServiceLifecycle

extension Auth {
    /// The composition root: what this service opens, what it answers and what it does beside that.
    static func build(_ runtime: ServiceRuntime, _ configuration: AuthConfiguration) async throws -> [any Service] {
        if !ScryptMemory.isLent {
            runtime.logger.notice("OpenSSL keeps to its own memory; passwords take longer to check")
        }
        let storage = try await ServiceDatabase(runtime, migrations: try .auth)
        let threads = HashingThreads(
            count: configuration.hashingThreads, queueLimit: configuration.hashingQueue,
            niceness: Int32(configuration.hashingNiceness))
        let keys = SigningKeys(
            database: storage.database, outbox: storage.outbox, settings: configuration.tokens, logger: runtime.logger)
        // Nothing can be answered without them, so a service that is ready has them.
        try await keys.refresh()
        runtime.metrics.onCollect {
            keys.age(at: Date()).map {
                [.gauge("auth_signing_key_age_seconds", help: "For how long the key of access tokens has signed.", $0)]
            } ?? []
        }
        let auth = Auth(
            database: storage.database, writes: storage.writes, outbox: storage.outbox,
            hasher: PasswordHasher(threads: threads), keys: keys, tokens: configuration.tokens, limits: configuration.limits,
            logger: runtime.logger)
        let sweeper = ExpirySweeper(
            database: storage.database, tokens: configuration.tokens, limits: configuration.limits, logger: runtime.logger)
        return try await storage.services(
            answers: auth.answers(storage.noAnswers),
            own: [
                Background("hashing threads") { await threads.closeWhenCancelled() },
                Background("signing keys") { await keys.run() },
                Background("expiry sweeper") { await sweeper.run() },
            ])
    }
}
