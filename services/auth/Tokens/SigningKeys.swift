import Contracts
import FoundationEssentials
import Logging
import Outbox
import Postgres
import Synchronization

/// The signing keys as this replica knows them, kept up to date from the table, which any number of replicas share.
final class SigningKeys: Sendable {
    /// A new key waits this long before it signs: longer than `interval`, so that every replica knows it by then, and gateways too.
    static let activationDelay: TimeInterval = 300
    private static let interval: Duration = .seconds(60)

    private let database: PostgresDatabase
    private let outbox: Outbox
    private let settings: TokenSettings
    private let logger: Logger
    private let current: Mutex<(ring: KeyRing, tokens: AccessTokens)?> = Mutex(nil)

    init(database: PostgresDatabase, outbox: Outbox, settings: TokenSettings, logger: Logger) {
        self.database = database
        self.outbox = outbox
        self.settings = settings
        self.logger = logger
    }

    /// What signs and checks tokens. Throws a 503 until the keys have been read.
    var tokens: AccessTokens {
        get throws(Problem) {
            guard let tokens = current.withLock({ $0?.tokens }) else { throw .unavailable("Signing keys are not loaded yet.") }
            return tokens
        }
    }

    /// The keys whose tokens are to be believed at `now`.
    func trusted(at now: Date) -> [SigningKey] {
        current.withLock { $0?.ring.verifying(at: now, tokenLifetime: settings.memoryInSeconds) } ?? []
    }

    /// Reads the keys, makes one if it is time, and forgets those whose tokens are dead.
    func refresh(at now: Date = Date()) async throws {
        var ring = try await load(database.query)
        if ring.isRotationDue(at: now, interval: settings.rotationInterval / .seconds(1)) { ring = try await rotate(at: now) }
        try await forgetDead(in: ring, at: now)
        if current.withLock({ $0?.ring == ring }) { return }
        let tokens = try await AccessTokens(ring: ring, audience: settings.audience, lifetime: settings.lifetime)
        current.withLock { $0 = (ring, tokens) }
    }

    /// Keeps the keys fresh until the task is cancelled. A failure is logged and tried again.
    func run() async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: Self.interval)
                try await refresh()
            } catch is CancellationError {
                return
            } catch {
                logger.warning("signing keys not refreshed", metadata: ["error": "\(error)"])
            }
        }
    }

    private func load(_ query: (SQL) async throws -> PostgresRows) async throws -> KeyRing {
        KeyRing(try await query(SigningKeyStatements.all).map { try SigningKey($0) })
    }

    private func rotate(at now: Date) async throws -> KeyRing {
        let (interval, outbox) = (settings.rotationInterval / .seconds(1), outbox)
        let ring = try await database.withTransaction { connection in
            _ = try await connection.query(SigningKeyStatements.lock)
            let ring = try await self.load(connection.query)
            // Another replica may have made one while this one waited for the lock.
            guard ring.isRotationDue(at: now, interval: interval) else { return ring }
            let delay = ring.keys.isEmpty ? 0 : Self.activationDelay
            let key = SigningKey(activeFrom: now.addingTimeInterval(delay))
            _ = try await connection.execute(SigningKeyStatements.insert(key))
            _ = try await connection.query(try Outbox.row(SigningKeyAdded(id: key.id)))
            return try await self.load(connection.query)
        }
        outbox.wake()
        return ring
    }

    private func forgetDead(in ring: KeyRing, at now: Date) async throws {
        let living = Set(ring.verifying(at: now, tokenLifetime: settings.memoryInSeconds).map(\.id))
        let dead = ring.keys.map(\.id).filter { !living.contains($0) }
        if !dead.isEmpty { _ = try await database.execute(SigningKeyStatements.delete(dead)) }
    }
}
