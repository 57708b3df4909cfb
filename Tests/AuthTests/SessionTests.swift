import Contracts
import Foundation
import Postgres
import Testing

@testable import auth

@Suite struct SessionTests {
    @Test func signsInWithATokenThatItsOwnKeysConfirm() async throws {
        try await AuthHarness.run { harness in
            let user = try await harness.register("a@example.com")
            let signedIn = try await harness.logIn("a@example.com")
            #expect(signedIn.expiresIn == 900 && signedIn.user.id == user.id)
            let claims = try await harness.auth.keys.tokens.verify(signedIn.token, at: Date())
            #expect(claims.sub.value == user.id.description && claims.role == "admin")
            #expect(try await harness.ask(ListSigningKeys()).keys.count == 1)
            #expect(try await harness.facts("user.signed-in.v1") == 1)
            let stored: Int? = try await harness.database.query(
                "SELECT count(*)::int FROM refresh_tokens WHERE digest = sha256(\(signedIn.refreshToken)::text::bytea)"
            ).first?.get(0)
            #expect(stored == 1)
        }
    }

    @Test func opensOneSessionHoweverOftenTheLoginArrives() async throws {
        try await AuthHarness.run { harness in
            _ = try await harness.register("a@example.com")
            let login = LogIn(email: "a@example.com", password: AuthHarness.password, address: nil, userAgent: nil)
            _ = try await harness.ask(login, id: "same")
            let second = try await harness.ask(login, id: "same")
            #expect(try await harness.ask(ListSessions(), as: harness.caller(second)).items.count == 1)
            #expect(try await harness.facts("user.signed-in.v1") == 1)
            _ = try await harness.ask(RefreshSession(refreshToken: second.refreshToken))
        }
    }

    @Test func refusesUnknownAndWrongAlike() async throws {
        try await AuthHarness.run { harness in
            _ = try await harness.register("a@example.com")
            let unknown = try await harness.answer(LogIn(email: "b@example.com", password: "whatever it is", address: nil, userAgent: nil))
            let wrong = try await harness.answer(LogIn(email: "a@example.com", password: "whatever it is", address: nil, userAgent: nil))
            #expect(unknown.status == 401 && unknown == wrong)
        }
    }

    @Test func endsTheFamilyWhenATokenComesBack() async throws {
        try await AuthHarness.run { harness in
            _ = try await harness.register("a@example.com")
            let first = try await harness.logIn("a@example.com")
            let second = try await harness.ask(RefreshSession(refreshToken: first.refreshToken))
            #expect(second.refreshToken != first.refreshToken)
            #expect(try await harness.refusal(RefreshSession(refreshToken: first.refreshToken)) == 401)
            #expect(try await harness.refusal(RefreshSession(refreshToken: second.refreshToken)) == 401)
            #expect(try await harness.facts("session.ended.v1") == 1)
            let caller = try await harness.caller(first)
            let revocations = try await harness.ask(ListRevocations())
            #expect(revocations.sessions.map(\.session) == [caller.sessionID])
        }
    }

    @Test func aRefreshDeliveredAgainIsNoReplay() async throws {
        try await AuthHarness.run { harness in
            _ = try await harness.register("a@example.com")
            let first = try await harness.logIn("a@example.com")
            _ = try await harness.ask(RefreshSession(refreshToken: first.refreshToken), id: "same")
            let again = try await harness.ask(RefreshSession(refreshToken: first.refreshToken), id: "same")
            _ = try await harness.ask(RefreshSession(refreshToken: again.refreshToken))
        }
    }

    @Test func aRefreshRepeatedUnderItsKeyGetsAnotherPair() async throws {
        try await AuthHarness.run { harness in
            _ = try await harness.register("a@example.com")
            let first = try await harness.logIn("a@example.com")
            let lost = try await harness.ask(RefreshSession(refreshToken: first.refreshToken), key: "k")
            let again = try await harness.ask(RefreshSession(refreshToken: first.refreshToken), key: "k")
            #expect(again.refreshToken != lost.refreshToken)
            let next = try await harness.ask(RefreshSession(refreshToken: again.refreshToken), key: "l")
            // Now the client has gone on: who still repeats the first gets nothing, and ends nothing.
            #expect(try await harness.answer(RefreshSession(refreshToken: first.refreshToken), key: "k").status == 401)
            _ = try await harness.ask(RefreshSession(refreshToken: next.refreshToken), key: "m")
            // Under another key it is a replay.
            #expect(try await harness.answer(RefreshSession(refreshToken: first.refreshToken), key: "other").status == 401)
            #expect(try await harness.facts("session.ended.v1") == 1)
        }
    }

    @Test func onlyOneOfManyRefreshesWins() async throws {
        try await AuthHarness.run { harness in
            _ = try await harness.register("a@example.com")
            let first = try await harness.logIn("a@example.com")
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await harness.refusal(RefreshSession(refreshToken: first.refreshToken)) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == 1)
            #expect(try await harness.facts("session.ended.v1") == 1)
        }
    }

    @Test func logsOutAndEndsOtherSessions() async throws {
        try await AuthHarness.run { harness in
            _ = try await harness.register("a@example.com")
            let (one, two) = (try await harness.logIn("a@example.com"), try await harness.logIn("a@example.com"))
            let (first, second) = (try await harness.caller(one), try await harness.caller(two))
            #expect(try await harness.ask(ListSessions(), as: first).items.map(\.isCurrent).sorted { $0 && !$1 } == [true, false])
            let other = try #require(second.sessionID)
            #expect(try await harness.refusal(EndSession(id: other), as: .user(.make(), session: nil, role: .admin)) == 404)
            #expect(try await harness.refusal(EndSession(id: other), as: first) == 204)
            #expect(try await harness.refusal(EndSession(id: other), as: first) == 404)
            #expect(try await harness.refusal(RefreshSession(refreshToken: two.refreshToken)) == 401)
            #expect(try await harness.refusal(LogOut(), as: first) == 204)
            #expect(try await harness.refusal(LogOut(), as: first) == 204)
            #expect(try await harness.refusal(RefreshSession(refreshToken: one.refreshToken)) == 401)
            #expect(try await harness.facts("session.ended.v1") == 2)
        }
    }

    @Test func aNewPasswordEndsAllOtherSessions() async throws {
        try await AuthHarness.run { harness in
            _ = try await harness.register("a@example.com")
            let (kept, other) = (try await harness.logIn("a@example.com"), try await harness.logIn("a@example.com"))
            let caller = try await harness.caller(kept)
            let change = ChangePassword(current: AuthHarness.password, new: "another fine one")
            #expect(try await harness.refusal(ChangePassword(current: "wrong one here", new: "another fine one"), as: caller) == 422)
            #expect(try await harness.refusal(ChangePassword(current: AuthHarness.password, new: "password123"), as: caller) == 422)
            #expect(try await harness.answer(change, as: caller, id: "same").status == 204)
            #expect(try await harness.answer(change, as: caller, id: "same").status == 204)
            #expect(try await harness.refusal(RefreshSession(refreshToken: other.refreshToken)) == 401)
            #expect(try await harness.refusal(RefreshSession(refreshToken: kept.refreshToken)) == 200)
            #expect(
                try await harness.refusal(LogIn(email: "a@example.com", password: AuthHarness.password, address: nil, userAgent: nil))
                    == 401)
            _ = try await harness.logIn("a@example.com", "another fine one")
            #expect(try await harness.facts("user.password-changed.v1") == 1)
        }
    }

    @Test func suspensionEndsSessionsAndForbidsNewOnes() async throws {
        try await AuthHarness.run { harness in
            let admin = try await harness.register("a@example.com")
            let user = try await harness.register("b@example.com")
            let signedIn = try await harness.logIn("b@example.com")
            let change = UpdateUser(id: user.id, changes: .init(role: nil, status: .suspended))
            #expect(try await harness.ask(change, as: .user(admin.id, session: nil, role: .admin)).status == .suspended)
            #expect(try await harness.refusal(RefreshSession(refreshToken: signedIn.refreshToken)) == 401)
            #expect(
                try await harness.refusal(LogIn(email: "b@example.com", password: AuthHarness.password, address: nil, userAgent: nil))
                    == 403)
            let revocations = try await harness.ask(ListRevocations())
            #expect(revocations.users.contains { $0.user == user.id && $0.status == .suspended } && revocations.sessions.count == 1)
        }
    }

    @Test func refusesExpiredSessionsAndSweepsThem() async throws {
        try await AuthHarness.run { harness in
            _ = try await harness.register("a@example.com")
            let signedIn = try await harness.logIn("a@example.com")
            try await harness.database.execute("UPDATE sessions SET expires_at = now() - interval '1 day'")
            #expect(try await harness.refusal(RefreshSession(refreshToken: signedIn.refreshToken)) == 401)
            try await ExpirySweeper(
                database: harness.database, tokens: TokenSettings(), limits: LoginLimits(), logger: harness.auth.logger
            ).sweep()
            #expect(try await harness.database.query("SELECT FROM sessions").isEmpty)
            #expect(try await harness.database.query("SELECT FROM refresh_tokens").isEmpty)
        }
    }
}
