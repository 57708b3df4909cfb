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
}
