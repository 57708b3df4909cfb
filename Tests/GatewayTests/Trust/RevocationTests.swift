import Bus
import Contracts
import Foundation
import Synchronization
import Testing

@testable import gateway

struct RevocationTests {
    private let token = VerifiedToken(user: .make(), session: .make(), role: .user, expires: .now() + .seconds(900))

    private func envelope(_ event: some Event) throws -> EventEnvelope {
        EventEnvelope(
            service: .auth, sequence: 1, name: type(of: event).name, key: event.key, body: [UInt8](try JSONEncoder().encode(event)))
    }

    @Test func aSessionThatEndedCountsForNothing() throws {
        let revocations = Revocations()
        #expect(revocations.role(of: token) == .user)
        try revocations.apply(try envelope(SessionEnded(session: token.session, user: token.user, until: token.expires)))
        #expect(revocations.role(of: token) == nil)
    }

    @Test func aSuspensionAndItsEndTakeEffect() throws {
        let revocations = Revocations()
        func tell(_ status: UserStatus, _ role: Role, _ version: Int64) throws {
            try revocations.apply(
                try envelope(UserChanged(user: token.user, name: "", role: role, status: status, version: version)))
        }
        try tell(.suspended, .user, 2)
        #expect(revocations.role(of: token) == nil)
        try tell(.active, .admin, 3)
        #expect(revocations.role(of: token) == .admin)
        try tell(.suspended, .user, 2)
        #expect(revocations.role(of: token) == .admin, "an older fact must not replace a newer one")
        try tell(.active, .user, 4)
        #expect(revocations.role(of: token) == .user)
    }

    @Test func theListReplacesWhatWasKnown() {
        let revocations = Revocations()
        #expect(!revocations.isLoaded)
        revocations.end(token.session, until: token.expires)
        revocations.load(.init(sessions: [], users: [.init(user: token.user, role: .admin, status: .active)]))
        #expect(revocations.isLoaded)
        #expect(revocations.role(of: token) == .admin)
        revocations.load(.init(sessions: [.init(session: token.session, until: token.expires)], users: []))
        #expect(revocations.role(of: token) == nil)
    }

    @Test func whatNoTokenCanBeAboutIsForgotten() {
        let revocations = Revocations()
        let start = Timestamp(milliseconds: 1_000_000_000)
        revocations.end(token.session, until: start + .seconds(10), now: start)
        revocations.end(.make(), until: start + .seconds(200), now: start + .seconds(100))
        #expect(revocations.role(of: token) == .user)
    }

    @Test func theWatchLoadsFirstAndAfterALoss() async throws {
        let bus = InMemoryBus()
        let list = ListRevocations.Reply(sessions: [.init(session: token.session, until: token.expires)], users: [])
        var answers = Answers(logger: TestGateway.logger)
        let signer = try await TestSigner()
        answers.on(ListRevocations.self) { _, _ in list }
        answers.on(ListSigningKeys.self) { _, _ in signer.published }
        bus.attach(answers, to: .auth)
        let keys = SigningKeys(bus: bus, logger: TestGateway.logger)
        let watch = TrustWatch(bus: bus, keys: keys, revocations: Revocations(), logger: TestGateway.logger)
        await watch.receive(.fresh)
        #expect(watch.revocations.isLoaded)
        #expect(await keys.isLoaded)
        #expect(watch.revocations.role(of: token) == nil)
    }

    /// Also while auth does not answer.
    @Test func whatARevokedKeySignedCountsForNothing() async throws {
        let (revocations, bus) = (Revocations(), InMemoryBus())
        let keys = SigningKeys(bus: bus, logger: TestGateway.logger)
        let watch = TrustWatch(bus: bus, keys: keys, revocations: revocations, logger: TestGateway.logger)
        var (stolen, own) = (token, token)
        (stolen.keyID, own.keyID) = ("stolen", "own")
        #expect(revocations.role(of: stolen) == .user)
        await watch.receive(.event(try envelope(SigningKeyRevoked(id: "stolen"))))
        #expect(revocations.role(of: stolen) == nil)
        #expect(revocations.role(of: own) == .user)
        // The list of auth says nothing of keys.
        revocations.load(.init(sessions: [], users: []))
        #expect(revocations.role(of: stolen) == nil)
    }

    @Test func aKeyThatAuthHasNotAnyMoreIsNotBelievedEither() async throws {
        let bus = InMemoryBus()
        let first = try #require(try await TestSigner().published.keys.first)
        let isFirst = Mutex(true)
        var answers = Answers(logger: TestGateway.logger)
        answers.on(ListSigningKeys.self) { _, _ in
            .init(keys: [isFirst.withLock(\.self) ? first : .init(id: "another", publicKey: first.publicKey)])
        }
        bus.attach(answers, to: .auth)
        let revocations = Revocations()
        let keys = SigningKeys(bus: bus, logger: TestGateway.logger) { revocations.revoke(keys: $0) }
        await keys.refresh()
        var old = token
        old.keyID = first.id
        #expect(revocations.role(of: old) == .user)
        isFirst.withLock { $0 = false }
        await keys.refresh()
        #expect(revocations.role(of: old) == nil)
    }
}
