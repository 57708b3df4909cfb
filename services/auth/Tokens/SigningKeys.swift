import Contracts
import FoundationEssentials
import Logging
import Outbox
import Postgres
import Synchronization

/// The signing keys as this replica knows them, kept up to date from the table, which any number of replicas share.
final class SigningKeys: Sendable {
    /// A new key waits this long before it signs, so that every replica knows it by then, and gateways too.
    static let activationDelay: TimeInterval = 300
    /// The same for one that an operator asks for: three times `interval`.
    static let promptDelay: TimeInterval = 15
    /// A replica knows of a key that another made, or revoked, after this at the latest.
    static let interval: Duration = .seconds(5)

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
        try await adopt(ring)
    }

    /// For operators: oldest first.
    func reports(at now: Date) -> [SigningKeyReport] {
        current.withLock { $0?.ring.reports(at: now, tokenLifetime: settings.memoryInSeconds) } ?? []
    }

    /// How long the key that signs has done so, in seconds; nil before there is one.
    func age(at now: Date) -> TimeInterval? {
        current.withLock { $0?.ring.signing(at: now) }.map { now.timeIntervalSince($0.activeFrom) }
    }

    private func adopt(_ ring: KeyRing) async throws {
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
        let interval = settings.rotationInterval / .seconds(1)
        return try await change { ring, connection in
            // Another replica may have made one while this one waited for the lock.
            guard ring.isRotationDue(at: now, interval: interval) else { return }
            let delay = ring.keys.isEmpty ? 0 : Self.activationDelay
            try await Self.add(SigningKey(activeFrom: now.addingTimeInterval(delay)), connection)
        }
    }

    /// A new key signs in `promptDelay`, unless one is on its way already.
    func rotateSoon(at now: Date) async throws {
        let ring = try await change { ring, connection in
            if let newest = ring.keys.last, newest.activeFrom > now { return }
            try await Self.add(SigningKey(activeFrom: now.addingTimeInterval(Self.promptDelay)), connection)
        }
        try await adopt(ring)
    }

    /// What the key signed counts for nothing any more; if no other one signs, a new one does at once. False if it is not known.
    func revoke(_ id: String, at now: Date) async throws -> Bool {
        let known = Mutex(false)
        let ring = try await change { ring, connection in
            known.withLock { $0 = ring.keys.contains { $0.id == id } }
            _ = try await connection.execute(SigningKeyStatements.delete([id]))
            _ = try await connection.query(try Outbox.row(SigningKeyRevoked(id: id)))
            let others = ring.keys.filter { $0.id != id }
            if !others.contains(where: { $0.activeFrom <= now }) { try await Self.add(SigningKey(activeFrom: now), connection) }
        }
        try await adopt(ring)
        return known.withLock(\.self)
    }

    /// One at a time over all replicas. Answers with what there is afterwards.
    private func change(_ body: @escaping @Sendable (KeyRing, PostgresConnection) async throws -> Void) async throws -> KeyRing {
        let ring = try await database.withTransaction { connection in
            _ = try await connection.query(SigningKeyStatements.lock)
            try await body(try await self.load(connection.query), connection)
            return try await self.load(connection.query)
        }
        outbox.wake()
        return ring
    }

    private static func add(_ key: SigningKey, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute(SigningKeyStatements.insert(key))
        _ = try await connection.query(try Outbox.row(SigningKeyAdded(id: key.id)))
    }

    private func forgetDead(in ring: KeyRing, at now: Date) async throws {
        let living = Set(ring.verifying(at: now, tokenLifetime: settings.memoryInSeconds).map(\.id))
        let dead = ring.keys.map(\.id).filter { !living.contains($0) }
        if !dead.isEmpty { _ = try await database.execute(SigningKeyStatements.delete(dead)) }
    }
}
