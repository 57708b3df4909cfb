import Bus
import Contracts
import Foundation
import NIOPosix
import Redis
import TestSupport
import Testing

@testable import gateway

struct LiveTrustTests {
    @Test func aSessionThatEndsIsRefusedWithinASecondAlsoAfterRedisWasAway() async throws {
        let server = try PrivateRedisServer()
        let token = VerifiedToken(user: .make(), session: .make(), role: .user, expires: .now() + .seconds(900))
        let signer = try await TestSigner()
        let bus = InMemoryBus()
        var answers = Answers(logger: TestGateway.logger)
        answers.on(ListRevocations.self) { _, _ in .init(sessions: [], users: []) }
        answers.on(ListSigningKeys.self) { _, _ in signer.published }
        bus.attach(answers, to: .auth)
        let watch = TrustWatch(
            bus: bus, keys: SigningKeys(bus: bus, logger: TestGateway.logger), revocations: Revocations(), logger: TestGateway.logger)
        try await Self.follow(watch, server) { client in
            try await Self.until { watch.revocations.isLoaded }
            server.stop()
            try server.start()
            try await Self.until { client.isConnected }
            // Long enough for the tail to have noticed that the stream began anew.
            try await Task.sleep(for: .milliseconds(1500))
            _ = try await client.send(try Self.fact(SessionEnded(session: token.session, user: token.user, until: token.expires)))
            let said = ContinuousClock.now
            try await Self.until { watch.revocations.role(of: token) == nil }
            #expect(ContinuousClock.now - said < .seconds(1))
        }
    }

    private static func follow(
        _ watch: TrustWatch, _ server: PrivateRedisServer, _ body: @escaping @Sendable (RedisClient) async throws -> Void
    ) async throws {
        let configuration = try RedisConfiguration(url: server.url)
        let clients = ["one", "blocking"].map {
            RedisClient(
                configuration: configuration, name: $0, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: TestGateway.logger)
        }
        for client in clients { try await client.connect() }
        let tail = EventTail(source: .auth, client: clients[0], blocking: clients[1], logger: TestGateway.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await watch.run(tail) }
            try await body(clients[0])
            tasks.cancelAll()
        }
        for client in clients { await client.close() }
    }

    private static func fact(_ event: some Event) throws -> RedisCommand {
        EventStream(.auth).append(
            EventEnvelope(
                service: .auth, sequence: 1, name: type(of: event).name, key: event.key, body: [UInt8](try JSONEncoder().encode(event))))
    }

    /// Waits for something that happens elsewhere, ten seconds at most.
    private static func until(_ condition: @Sendable () -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while !condition() {
            try #require(ContinuousClock.now < deadline)
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
