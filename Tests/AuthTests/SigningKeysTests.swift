import Contracts
import Foundation
import Postgres
import Testing

@testable import auth

@Suite struct SigningKeysTests {
    private func replica(_ harness: AuthHarness) -> SigningKeys {
        SigningKeys(
            database: harness.database, outbox: harness.auth.outbox, settings: harness.auth.tokens, logger: harness.auth.logger)
    }

    @Test func anyNumberOfReplicasMakeOneKey() async throws {
        try await AuthHarness.run { harness in
            let later = Date().addingTimeInterval(31 * 86_400)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 { group.addTask { try await replica(harness).refresh(at: later) } }
                try await group.waitForAll()
            }
            let keys: Int? = try await harness.database.query("SELECT count(*)::int FROM signing_keys").first?.get(0)
            #expect(keys == 2)
            #expect(try await harness.facts("signing-key.added.v1") == 2)
        }
    }

    @Test func replicasBelieveEachOthersTokensAcrossARotation() async throws {
        try await AuthHarness.run { harness in
            let (one, two) = (replica(harness), replica(harness))
            let rotation = Date().addingTimeInterval(31 * 86_400)
            try await one.refresh(at: rotation)
            try await two.refresh(at: rotation)
            let before = try await one.tokens.sign(user: "u", session: "s", role: "user", at: rotation)
            let active = rotation.addingTimeInterval(301)
            let after = try await one.tokens.sign(user: "u", session: "s", role: "user", at: active)
            _ = try await two.tokens.verify(before, at: active)
            _ = try await two.tokens.verify(after, at: active)
            try await two.refresh(at: rotation.addingTimeInterval(3600))
            #expect(two.trusted(at: rotation.addingTimeInterval(3600)).count == 1)
        }
    }

    @Test func aRotationThatIsAskedForSignsSoonAndOnlyOnce() async throws {
        try await AuthHarness.run { harness in
            let keys = replica(harness)
            try await keys.refresh()
            let now = Date()
            let first = try #require(keys.reports(at: now).first)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try await replica(harness).rotateSoon(at: now) } }
                try await group.waitForAll()
            }
            try await keys.refresh()
            #expect(keys.reports(at: now).map(\.state) == [.signing, .coming])
            let later = now.addingTimeInterval(SigningKeys.promptDelay)
            #expect(keys.reports(at: later).map(\.state) == [.retired, .signing])
            #expect(keys.reports(at: later).first?.id == first.id && keys.reports(at: later).first?.believedUntil != nil)
        }
    }

    @Test func whatARevokedKeySignedIsNotBelieved() async throws {
        try await AuthHarness.run { harness in
            let (one, two) = (replica(harness), replica(harness))
            try await one.refresh()
            try await two.refresh()
            let now = Date()
            let stolen = try #require(one.reports(at: now).first { $0.state == .signing })
            let token = try await one.tokens.sign(user: "u", session: "s", role: "user", at: now)
            #expect(try await one.revoke(stolen.id, at: now))
            #expect(one.reports(at: now).map(\.state) == [.signing] && one.trusted(at: now).map(\.id) != [stolen.id])
            await #expect(throws: (any Error).self) { try await one.tokens.verify(token, at: now) }
            #expect(try await harness.facts("signing-key.revoked.v1") == 1)
            // Another replica is asked: it looks before it answers.
            #expect(two.trusted(at: now).map(\.id) == [stolen.id])
            try await two.refresh(at: now)
            #expect(two.trusted(at: now) == one.trusted(at: now))
            #expect(try await !one.revoke("unknown", at: now))
        }
    }

    @Test func anotherKeyThatSignsStaysWhenAnOldOneIsRevoked() async throws {
        try await AuthHarness.run { harness in
            let keys = replica(harness)
            try await keys.refresh()
            let now = Date()
            let old = try #require(keys.reports(at: now).first)
            try await keys.rotateSoon(at: now)
            let later = now.addingTimeInterval(60)
            let signing = try #require(keys.reports(at: later).last)
            #expect(try await keys.revoke(old.id, at: later))
            #expect(keys.reports(at: later).map(\.id) == [signing.id])
        }
    }

    @Test func onlyAdministratorsTouchThem() async throws {
        try await AuthHarness.run { harness in
            let user = try await harness.register("member@example.org")
            await #expect(throws: Problem.self) {
                try await harness.ask(InspectSigningKeys(), as: .user(user.id, session: .make(), role: .user))
            }
            await #expect(throws: Problem.self) {
                try await harness.ask(RotateSigningKey(), as: .user(user.id, session: .make(), role: .user))
            }
            await #expect(throws: Problem.self) {
                try await harness.ask(RevokeSigningKey(id: "x"), as: .user(user.id, session: .make(), role: .user))
            }
            let problem = await #expect(throws: Problem.self) { try await harness.ask(RevokeSigningKey(id: "x"), as: .system) }
            #expect(problem?.status == 404)
        }
    }
}
