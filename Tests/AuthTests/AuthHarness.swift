import Bus
import Contracts
import Foundation
import NIOPosix
import Outbox
import Postgres
import Redis
import Resilience
import TestSupport

@testable import auth

/// The use cases of one replica against a schema of their own.
struct AuthHarness: Sendable {
    let auth: Auth
    let database: PostgresDatabase

    static func run<Value>(
        limits: LoginLimits = LoginLimits(), tokens: TokenSettings = TokenSettings(),
        _ body: nonisolated(nonsending) (AuthHarness) async throws -> Value
    ) async throws -> Value {
        try await TestPostgres.withSchema { database in
            try await Migrator(migrations: [.bookkeeping] + [Migration].auth, logger: TestPostgres.quietLogger)
                .run(on: database, schema: try await database.query("SELECT current_schema()::text").first?.get(0) ?? "")
            // Never connected: waking the relay is a wish.
            let redis = RedisClient(
                configuration: try RedisConfiguration(url: "redis://127.0.0.1:1"), name: "test",
                eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: TestPostgres.quietLogger)
            let outbox = Outbox(service: .auth, client: redis)
            let threads = HashingThreads(count: 2, queueLimit: 64)
            defer { threads.close() }
            let keys = SigningKeys(database: database, outbox: outbox, settings: tokens, logger: TestPostgres.quietLogger)
            try await keys.refresh()
            let auth = Auth(
                database: database, writes: Writes(database: database, outbox: outbox), outbox: outbox,
                hasher: PasswordHasher(threads: threads), keys: keys, tokens: tokens, limits: limits,
                logger: TestPostgres.quietLogger)
            return try await body(AuthHarness(auth: auth, database: database))
        }
    }

    /// Sorted, so that the same request is the same bytes, as a stream entry delivered again is.
    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }

    /// Sends a request as the bus would and reads its answer.
    @discardableResult
    func ask<R: Request>(
        _ request: R, as caller: Caller = .anonymous, id: String = UUID().uuidString, key: String? = nil
    ) async throws -> R.Reply {
        let answer = try await answer(request, as: caller, id: id, key: key)
        guard answer.isSuccess else { throw try JSONDecoder().decode(Problem.self, from: Data(answer.body)) }
        return try JSONDecoder().decode(R.Reply.self, from: answer.body.isEmpty ? Data("{}".utf8) : Data(answer.body))
    }

    func answer<R: Request>(
        _ request: R, as caller: Caller = .anonymous, id: String = UUID().uuidString, key: String? = nil
    ) async throws -> Answer {
        let envelope = RequestEnvelope(
            id: id, name: R.name, deadline: .after(.seconds(60)), caller: caller, idempotencyKey: key,
            body: [UInt8](try Self.encoder.encode(request)))
        return await auth.answers(Answers(logger: TestPostgres.quietLogger)).answer(envelope)
    }

    /// The status of the problem that a request is answered with.
    func refusal<R: Request>(_ request: R, as caller: Caller = .anonymous) async throws -> Int {
        try await answer(request, as: caller).status
    }

    /// Names and keys of the facts published so far.
    func facts(_ name: String) async throws -> Int {
        try await database.query("SELECT count(*) FROM outbox WHERE name = \(name)").first?.get(0) ?? 0
    }

    func caller(_ signedIn: SignedInSession) async throws -> Caller {
        let claims = try await auth.keys.tokens.verify(signedIn.token, at: Date())
        return .user(signedIn.user.id, session: SessionID(claims.sid), role: signedIn.user.role)
    }

    static let password = "testpassword123"

    func register(_ email: String) async throws -> User {
        try await ask(RegisterUser(email: email, password: Self.password, name: nil)).user
    }

    func logIn(_ email: String, _ password: String = Self.password, address: String? = nil) async throws -> SignedInSession {
        try await ask(LogIn(email: email, password: password, address: address, userAgent: "test"))
    }
}
